/** n8n's words for a task that its runner broke off. Source: n8n 2.41.1, executed. */
export function timeOut(timeMs: number): { readonly message: string; readonly description: string } {
  const seconds = timeMs / 1000;
  const time = `${seconds} second${seconds === 1 ? "" : "s"}`;
  return {
    message: `Task execution timed out after ${time}`,
    description: [
      "The task runner was taking too long on this task, so it was suspected of being unresponsive and restarted, and the task was aborted. You can try the following:",
      "",
      "1. Optimize your script to prevent long-running tasks, e.g. by processing data in smaller batches.",
      "2. Ensure that all paths in your script are able to terminate, i.e. no infinite loops.",
      `3. If your task can reasonably take more than ${time}, increase the timeout using the N8N_RUNNERS_TASK_TIMEOUT environment variable.`,
    ].join("<br/>"),
  };
}
