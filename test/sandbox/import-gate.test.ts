import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gateImports, judgedImports, openImports, refusedImports } from "../../src/sandbox/python/import-gate.ts";

// Looked through one by one for Pyodide 314.0: what a new release adds must be put into a list by a person.
const closedImports = `
JsArray_count_js JsArray_index_js JsArray_inplace_repeat_js JsArray_repeat_js JsArray_reverse_js
JsArray_reversed_iterator JsBuffer_DecodeString_js JsBuffer_get_info JsDoubleProxy_unwrap_js
JsException_new_helper JsMap_GetIter_js JsMap_clear_js JsModule_GetAll_js JsObjMap_GetIter_js
JsObjMap_ass_subscript_js JsObjMap_contains_js JsObjMap_length_js JsObjMap_subscript_js JsProxy_Bool_js
JsProxy_DelAttr_js JsProxy_Dir_js JsProxy_GetAsyncIter_js JsProxy_GetAttr_js JsProxy_GetIter_js
JsProxy_SetAttr_js JsProxy_aexit_js JsProxy_compute_typeflags JsProxy_exit_js JsProxy_subscript_js
JsProxy_to_weakref_js JsvArray_Check JsvArray_Delete JsvArray_Extend JsvArray_Get JsvArray_Insert
JsvArray_New JsvArray_Push JsvArray_Set JsvArray_ShallowCopy JsvArray_slice JsvArray_slice_assign
JsvAsyncGenerator_Check JsvBigInt_fromDigits JsvBigInt_fromInt JsvBuffer_assignFromPtr JsvBuffer_assignToPtr
JsvBuffer_intoFile JsvBuffer_readFromFile JsvBuffer_writeToFile JsvError_Throw JsvFunction_CallBound
JsvFunction_Call_OneArg JsvFunction_Check JsvFunction_Construct JsvGenerator_Check JsvLiteralMap_New
JsvMap_New JsvMap_Set JsvNoValue_Check JsvNum_fromDouble JsvNum_fromInt JsvNum_toInt JsvObject_CallMethod
JsvObject_CallMethod_NoArgs JsvObject_CallMethod_OneArg JsvObject_CallMethod_TwoArgs JsvObject_Entries
JsvObject_Keys JsvObject_New JsvObject_SetAttr JsvObject_Values JsvObject_toString JsvPromise_Check
JsvPromise_Resolve JsvPromise_Syncify_handleError JsvSet_Add JsvSet_New JsvUTF8ToString Jsv_BigIntToNum
Jsv_GetError_import Jsv_constructorName Jsv_equal Jsv_greater_than Jsv_greater_than_equal Jsv_less_than
Jsv_less_than_equal Jsv_not_equal Jsv_to_bool Jsv_typeof _JsArray_PostProcess_helper
_JsArray_PushEntry_helper _JsObject_Set_js _Py_emscripten_runtime __hiwire_deduplicate_delete
__hiwire_deduplicate_get __hiwire_deduplicate_new __hiwire_deduplicate_set _agen_handle_result_js
_emscripten_dlopen_js _emscripten_get_progname _emscripten_log_formatted _maybe_connect_async
_maybe_recvfrom_async _maybe_sendto_async _pyproxyGen_make_result _pyproxy_get_buffer_result
_python2js_add_to_cache _python2js_addto_postprocess_list _python2js_ascii _python2js_buffer_inner
_python2js_cache_lookup _python2js_handle_postprocess_list _python2js_ucs1 _python2js_ucs2 _python2js_ucs4
_try_shutdown array_to_js capture_stderr create_once_callable create_promise_handles destroy_jsarray_entries
destroy_proxies destroy_proxies_js destroy_proxy emscripten_asm_const_int emscripten_debugger
emscripten_log_impl_js emscripten_promise_create emscripten_promise_destroy emscripten_promise_resolve
emscripten_set_up_async_input_device_js fail_test ffi_call_js ffi_closure_free_js gc_register_proxies
get_async_js_call_done_callback get_length_helper get_length_string get_suspender handle_next_result_js
hiwire_invalid_ref_js is_comlink_proxy js2python_convert js2python_immutable_js js2python_js
jslib_init_buffers_js jslib_init_js my_dict_converter new_error proxy_cache_get proxy_cache_set
pyodide_js_init pyproxy_AsPyObject pyproxy_Check pyproxy_new pyproxy_new_ex python2js__default_converter_js
python2js__eager_converter_js python2js_custom__create_jscontext raw_call_js restoreState restore_stderr
saveState set_pyodide_module set_suspender syncifyHandler throw_no_gil wrap_async_generator wrap_generator
`;

test("every import of the engine is in exactly one list", async () => {
  const { Module } = WebAssembly as unknown as {
    Module: { new (bytes: Uint8Array): object; imports(module: object): readonly { name: string; kind: string }[] };
  };
  const module = new Module(readFileSync("dist/sandbox/python.wasm"));
  const imported = Module.imports(module).filter(({ kind }) => kind === "function");
  const lists = [
    openImports,
    Object.keys(refusedImports),
    Object.keys(judgedImports),
    closedImports.trim().split(/\s+/),
  ];
  for (const { name } of imported) assert.equal(lists.filter((list) => list.includes(name)).length, 1, name);
});

test("the gate lets everything pass until it is locked, then what its lists say", () => {
  const calls: string[] = [];
  const record = (name: string) =>
    Object.assign((...args: number[]) => calls.push([name, ...args].join()), { sig: "ii" });
  const names = [
    "emscripten_get_now",
    "__syscall_socket",
    "__syscall_openat",
    "emscripten_asm_const_int",
    "new_in_this_release",
  ];
  const imports: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, record(name)]));
  const gate = gateImports(imports, () => undefined);
  const call = (name: string, ...args: number[]) => (imports[name] as (...args: number[]) => unknown)(...args);
  for (const name of names) call(name);
  assert.deepEqual(calls, names);
  assert.ok(names.every((name) => (imports[name] as { sig?: string }).sig === "ii"));

  gate.lock();
  calls.length = 0;
  call("emscripten_get_now");
  assert.equal(call("__syscall_socket"), -2);
  call("__syscall_openat", 0, 7, 0);
  assert.equal(call("__syscall_openat", 0, 7, 0o1), -2);
  assert.equal(call("__syscall_openat", 0, 7, 0o100), -2);
  assert.deepEqual(calls, ["emscripten_get_now", "__syscall_openat,0,7,0"]);
  assert.equal(gate.violation(), "");
  assert.throws(() => call("new_in_this_release"), /closed/);
  assert.throws(() => call("emscripten_asm_const_int"), /closed/);
  assert.equal(gate.violation(), "new_in_this_release");
});
