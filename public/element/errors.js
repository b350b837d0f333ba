// Turns an error of the browser into a code, a text for the reader and help for the author.

export const POLICY = "The policy of this page does not allow it.";

export const faultOf = (error, fault) => {
  const is = (code, text, help) => fault(code, text, help, error.message);
  return error instanceof WebAssembly.RuntimeError ? is("crash", "It crashed.", "This is a bug in Tiebreak. Report it.")
    : /content security|blocked by CSP|unsafe-eval/i.test(error.message) ? is("csp-wasm", POLICY, "Add 'wasm-unsafe-eval' to script-src of this page.")
    : /trusted/i.test(error.message) ? is("trusted-types", POLICY, "This is a bug in Tiebreak. Report it.")
    // WebKit reports a timeout as an abort; nothing else is aborted here.
    : /^(Timeout|Abort)Error$/.test(error.name) ? is("timeout", "The server took too long.", "Each of two tries has 5 seconds.")
    : error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError ? is("wasm", "Its code does not run here.")
    : navigator.onLine === false ? is("offline", "There is no connection.")
    : error instanceof TypeError ? is("network", "Its files did not load.", "Check connect-src of this page, and Access-Control-Allow-Origin of the files.")
    : is("load", "");
};
