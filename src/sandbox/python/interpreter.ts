import { addressOf, type EngineExports, type EngineFunction, functionOf } from "./engine-exports.ts";

/** The address of a Python object; 0 stands for none, and what was called has set an error then. */
export type Pointer = number;
/** In the convention of `METH_FASTCALL | METH_KEYWORDS`: where the values are, and how many have no name. */
export type HostAnswer = (self: Pointer, values: number, count: number, keywordNames: Pointer) => Pointer;
export type Interpreter = ReturnType<typeof openInterpreter>;

/** The parts of Emscripten's module that are needed. */
export interface InterpreterModule {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  addFunction(action: HostAnswer, signature: string): number;
  stringToNewUTF8(text: string): number;
  lengthBytesUTF8(text: string): number;
  UTF8ToString(address: number, maxBytes?: number): string;
}

/** Of a frame: what its code and its globals say of where they come from. */
export interface RunningCode {
  readonly fileName: string;
  readonly moduleFile: string | undefined;
  /** Whether the globals are those of the loaded module that they name. */
  readonly isModules: boolean;
}

const wordBytes = 4;
const methodFlags = { fastCall: 0x80, keywords: 0x02 } as const;

/**
 * CPython as the host calls it, by its C API. What came of a call is what the engine answers: the code inside can
 * change every object of the interpreter, but not that. Who gets a pointer owns it, unless it says "borrowed".
 */
export function openInterpreter(module: InterpreterModule, exports: EngineExports) {
  const api = {
    vectorcall: c("PyObject_Vectorcall"),
    importLevel: c("PyImport_ImportModuleLevelObject"),
    modules: c("PyImport_GetModuleDict"),
    getAttribute: c("PyObject_GetAttrString"),
    setAttribute: c("PyObject_SetAttrString"),
    isTrue: c("PyObject_IsTrue"),
    getItem: c("PyDict_GetItemString"),
    deleteItem: c("PyDict_DelItemString"),
    newText: c("PyUnicode_FromStringAndSize"),
    utf8: c("PyUnicode_AsUTF8AndSize"),
    bytesAt: c("PyBytes_AsString"),
    bytesSize: c("PyBytes_Size"),
    newTuple: c("PyTuple_New"),
    setTupleItem: c("PyTuple_SetItem"),
    asTuple: c("PySequence_Tuple"),
    tupleItem: c("PyTuple_GetItem"),
    tupleSize: c("PyTuple_Size"),
    listSize: c("PyList_Size"),
    asLong: c("PyLong_AsLong"),
    currentFrame: c("PyEval_GetFrame"),
    frameBack: c("PyFrame_GetBack"),
    frameCode: c("PyFrame_GetCode"),
    frameGlobals: c("PyFrame_GetGlobals"),
    moduleDict: c("PyModule_GetDict"),
    hasError: c("PyErr_Occurred"),
    takeError: c("PyErr_GetRaisedException"),
    setError: c("PyErr_SetRaisedException"),
    clearError: c("PyErr_Clear"),
    errorMatches: c("PyErr_ExceptionMatches"),
    setImportError: c("PyErr_SetImportErrorSubclass"),
    newMethod: c("PyCMethod_New"),
    retain: c("Py_IncRef"),
    release: c("Py_DecRef"),
    malloc: c("malloc"),
    free: c("free"),
  };
  const textType = variable("PyUnicode_Type");
  const bytesType = variable("PyBytes_Type");
  const listType = variable("PyList_Type");
  const none = variable("_Py_NoneStruct");
  const sizeAddress = allocated(wordBytes);
  const constants = new Map<string, number>();

  return {
    none,
    word,
    call,
    newText,
    textOf,
    newTuple,
    running,
    /** Gives what forgets the texts that were written into the memory for the host since, when that is put back. */
    rememberTexts: (): (() => void) => {
      const known = new Set(constants.keys());
      return () => {
        for (const text of constants.keys()) if (!known.has(text)) constants.delete(text);
      };
    },
    release: (object: Pointer) => void api.release(object),
    retain: (object: Pointer) => void api.retain(object),
    /** Passes a call on as it came. */
    forward: (callable: Pointer, values: number, count: number, keywordNames: Pointer): Pointer =>
      api.vectorcall(callable, values, count, keywordNames),
    attribute: (object: Pointer, name: string): Pointer => api.getAttribute(object, constant(name)),
    setAttribute: (object: Pointer, name: string, value: Pointer) =>
      void api.setAttribute(object, constant(name), value),
    importLevel: (name: Pointer, globals: Pointer, locals: Pointer, from: Pointer, level: number): Pointer =>
      api.importLevel(name, globals, locals, from, level),
    /** Borrowed; 0 when it is not loaded, or was taken away. */
    loaded: (moduleName: string): Pointer => {
      const found = api.getItem(api.modules(), constant(moduleName));
      return found === none ? 0 : found;
    },
    unload: (moduleName: string): void => {
      if (api.deleteItem(api.modules(), constant(moduleName)) !== 0) api.clearError();
    },
    isExactText: (object: Pointer): boolean => typeOf(object) === textType,
    isTrue: (object: Pointer): boolean => api.isTrue(object) === 1,
    isEmptyList: (object: Pointer): boolean => typeOf(object) === listType && api.listSize(object) === 0,
    /** Undefined with an error set when it is none. */
    wholeNumber: (object: Pointer): number | undefined => {
      const value = api.asLong(object);
      return value === -1 && api.hasError() !== 0 ? undefined : value;
    },
    asTuple: (sequence: Pointer): Pointer => api.asTuple(sequence),
    /** Borrowed. */
    itemsOf: (tuple: Pointer): readonly Pointer[] =>
      Array.from({ length: api.tupleSize(tuple) }, (_, at) => api.tupleItem(tuple, at)),
    /** A view of its content, or undefined when it is no bytes object. */
    bytesOf: (object: Pointer): Uint8Array | undefined => {
      if (typeOf(object) !== bytesType) return undefined;
      const at = api.bytesAt(object);
      return module.HEAPU8.subarray(at, at + api.bytesSize(object));
    },
    /** 0 when none is set. */
    takeError: (): Pointer => api.takeError(),
    clearError: () => void api.clearError(),
    /** Takes the error over. */
    setError: (error: Pointer) => void api.setError(error),
    isErrorSet: (kind: string): boolean => api.hasError() !== 0 && api.errorMatches(errorClass(kind)) === 1,
    setImportError: (kind: "ImportError" | "ModuleNotFoundError", message: string, moduleName: string): void => {
      const texts = [newText(message), newText(moduleName)] as const;
      api.setImportError(errorClass(kind), ...texts, none);
      for (const text of texts) api.release(text);
    },
    /** A builtin function that the host answers. */
    newFunction: (name: string, documentation: string, owner: Pointer, answer: HostAnswer): Pointer => {
      const flags = methodFlags.fastCall | methodFlags.keywords;
      const words = [constant(name), module.addFunction(answer, "iiiii"), flags, constant(documentation)];
      const definition = allocated(words.length * wordBytes);
      module.HEAPU32.set(words, definition / wordBytes);
      return api.newMethod(definition, owner, 0, 0);
    },
  };

  function call(callable: Pointer, ...values: readonly Pointer[]): Pointer {
    const list = allocated((values.length + 1) * wordBytes);
    module.HEAPU32.set(values, list / wordBytes);
    const result = api.vectorcall(callable, list, values.length, 0);
    api.free(list);
    return result;
  }

  function newText(text: string): Pointer {
    const address = existing(module.stringToNewUTF8(text));
    const made = api.newText(address, module.lengthBytesUTF8(text));
    api.free(address);
    return made;
  }

  /** Undefined when it is no text, or none that UTF-8 can hold. */
  function textOf(object: Pointer): string | undefined {
    const address = api.utf8(object, sizeAddress);
    if (address !== 0) return module.UTF8ToString(address, word(sizeAddress));
    api.clearError();
    return undefined;
  }

  function newTuple(values: readonly Pointer[]): Pointer {
    const tuple = api.newTuple(values.length);
    for (const [at, value] of values.entries()) {
      api.retain(value);
      api.setTupleItem(tuple, at, value);
    }
    return tuple;
  }

  /** The innermost code that runs, or the innermost that is not of this file. */
  function running(besides?: string): RunningCode | undefined {
    let frame = api.currentFrame();
    api.retain(frame);
    let found: RunningCode | undefined;
    while (frame !== 0 && (found === undefined || found.fileName === besides)) {
      const code = api.frameCode(frame);
      const fileName = api.getAttribute(code, constant("co_filename"));
      const globals = api.frameGlobals(frame);
      const back = api.frameBack(frame);
      const moduleName = textIn(globals, "__name__");
      const isModules =
        moduleName !== undefined && dictOf(api.getItem(api.modules(), constant(moduleName))) === globals;
      found = { fileName: textOf(fileName) ?? "", moduleFile: textIn(globals, "__file__"), isModules };
      for (const object of [fileName, globals, code, frame]) api.release(object);
      frame = back;
    }
    api.release(frame);
    return besides !== undefined && found?.fileName === besides ? undefined : found;
  }

  function textIn(dict: Pointer, name: string): string | undefined {
    const found = api.getItem(dict, constant(name));
    return found === 0 ? undefined : textOf(found);
  }

  function dictOf(object: Pointer): Pointer {
    const dict = object === 0 ? 0 : api.moduleDict(object);
    if (dict === 0) api.clearError();
    return dict;
  }

  function word(address: number): number {
    return module.HEAPU32[address / wordBytes] ?? 0;
  }

  function typeOf(object: Pointer): Pointer {
    return object === 0 ? 0 : word(object + wordBytes);
  }

  function errorClass(name: string): Pointer {
    return word(variable(`PyExc_${name}`));
  }

  /** Names that the host itself asks for: each is written into the memory once. */
  function constant(text: string): number {
    const address = constants.get(text) ?? existing(module.stringToNewUTF8(text));
    constants.set(text, address);
    return address;
  }

  function allocated(bytes: number): number {
    return existing(api.malloc(bytes));
  }

  function existing(address: number): number {
    if (address === 0) throw new Error("There is no memory left.");
    return address;
  }

  function c(name: string): EngineFunction {
    return functionOf(exports, name);
  }

  function variable(name: string): number {
    return addressOf(exports, name);
  }
}
