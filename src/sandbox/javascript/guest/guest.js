// What is in the engine's memory before a node's code runs.
import "./harness/stack-heads.js";

import { warnOfConstructor } from "./buffer.js";
import { installGlobals, keepGlobals, removeNames } from "./globals.js";
import { apply, defineHidden, parse } from "./harness/bound.js";
import * as caughtErrors from "./harness/caught-errors.js";
import * as completion from "./harness/completion.js";
import { console, limitPrinting } from "./harness/console.js";
import {
  caughtErrors as environmentsErrors,
  openEnvironment,
  provideEnvironments,
  provideRealm,
  runBody,
  stringifyOutcome,
} from "./harness/environments.js";
import { connectHost } from "./harness/host.js";
import { forbidCalls, knownModule, provideLibrary } from "./harness/modules.js";
import { runNextTimer, untilNextTimer } from "./harness/timers.js";
import { Intl } from "./intl/intl.js";
import { installLocaleMethods } from "./intl/locale-methods.js";
import { installJsonCircles } from "./json-circles.js";
import { installJsonWords } from "./json-words.js";
import { n8nEnvironments } from "./n8n/environment.js";
import { provideNodeModules } from "./node/modules.js";
import { installNodeLanguage, trackMatches } from "./node-language.js";
import { nameVersion, process } from "./process.js";

installGlobals();
installNodeLanguage();
installLocaleMethods();
installJsonWords();
installJsonCircles();
defineHidden(globalThis, "Intl", Intl);
caughtErrors.installPromiseHandlers();
caughtErrors.mendInternalErrors();
provideNodeModules(console);
provideEnvironments(n8nEnvironments);

/** What the worker calls; it takes this away before the node's code runs. */
defineHidden(globalThis, "<sandbox>", {
  ...completion,
  caughtErrors: environmentsErrors,
  hasUnhandled: caughtErrors.hasUnhandled,
  lend: caughtErrors.lend,
  trackRejections: caughtErrors.trackRejections,
  trackMatches,
  unhandledReason: caughtErrors.unhandledReason,
  openEnvironment,
  provideLibrary,
  provideRealm,
  runBody,
  stringifyOutcome,
  runNextTimer,
  untilNextTimer,
  call: (entry, values) => apply(entry, undefined, values),
  connect: (hostFunction, settingsText) => {
    connectHost(hostFunction);
    const { globals, absentNames, maxPrintedCharacters, forbiddenCalls, nodeVersion } = parse(settingsText);
    limitPrinting(maxPrintedCharacters);
    keepGlobals(globals);
    removeNames(absentNames);
    forbidCalls(forbiddenCalls);
    nameVersion(nodeVersion);
    if (globals.includes("process")) {
      warnOfConstructor(process.emitWarning);
      knownModule("buffer").Buffer = Buffer;
    }
  },
});
