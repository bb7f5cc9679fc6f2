import { ask, withCode } from "./harness/host.js";

export class Performance {
  constructor() {
    throw withCode(new TypeError("Illegal constructor"), "ERR_ILLEGAL_CONSTRUCTOR");
  }

  get timeOrigin() {
    return timeOrigin();
  }

  now() {
    return ask("now");
  }

  toJSON() {
    return { timeOrigin: timeOrigin(), now: ask("now") };
  }
}

const timeOrigin = () => Date.now() - ask("now");

export const performance = Object.create(Performance.prototype);
