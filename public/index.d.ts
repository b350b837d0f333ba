// Generated from custom-elements.json by `cargo xtask contract`.

/** Option ids by question id. `"*"` means "does not matter to me", `null` means not answered. */
export type Answers = Record<string, unknown>;

/** The model's id, its version and the answers, as `exportState` returns them and `importState` takes them. */
export type State = { tieBreak: 1; model: string; version: string; answers: Answers };

/** The values of `code` in `tb-error`. */
export type ErrorCode =
  /** The server answered with an error status. Check `base`, the version and `model`. */
  | "http"
  /** The server sent an HTML page instead of the code. It should answer 404 for a file that does not exist. */
  | "html"
  /** A file of the code, or a frozen decision, differs from the file that the build wrote. It was changed or cut off in transit; serve the files unchanged. */
  | "integrity"
  /** The files could not be fetched: no connection, `connect-src` does not allow it, or the server does not allow other origins. */
  | "network"
  /** The browser has no connection. */
  | "offline"
  /** The texts of the language could not be fetched, so the widget is in English. */
  | "language"
  /** Fetching the decision took more than 5 seconds in each of two tries. */
  | "timeout"
  /** With `mode="iframe"`: the frame did not load, or the decision is not a shipped one. */
  | "frame"
  /** The policy of the page does not allow WebAssembly, and a frame could not replace the widget. */
  | "csp-wasm"
  /** The Trusted Types policy of the page blocked the widget. */
  | "trusted-types"
  /** The code does not run in this browser. */
  | "wasm"
  /** The browser lacks WebAssembly SIMD or is older than May 2024. */
  | "old-browser"
  /** The model file has errors. The widget lists them. */
  | "model"
  /** No decision is named and the element has no table, or a frozen version does not have the named decision. */
  | "model-missing"
  /** The address of the decision is malformed, is not https, or redirects to an address that is not https. */
  | "model-address"
  /** The model file is larger than 1 MiB. */
  | "model-size"
  /** A problem of the table in the element, with its row and column. With an error the table stays as it is; otherwise a cell or a row is not rated. */
  | "table"
  /** Preset answers or ids in `questions` are wrong. The widget ignores the wrong ones. */
  | "answers"
  /** The decision link in the address of the page is longer than 4 kB. The widget ignores it. */
  | "link"
  /** The argument of `importState` is not a state of this decision. Its promise is rejected with this code, and no event fires. */
  | "state"
  /** The code crashed four times within a minute. */
  | "crash"
  /** Any other error. For example, `script-src` does not allow the scripts, or the server sends them with another type. */
  | "load";

/** The attributes, for frameworks that check them. */
export interface TieBreakAttributes {
  /** The decision to show: the name of a shipped decision, or the address of a model file. A model inside the element, in a `<script type="application/json">`, takes precedence. Without a decision, the first table inside the element becomes the decision. */
  model?: string;
  /** Preset answers as a JSON object of option ids by question id, at most 8 kB. The widget marks them as preset, and the reader can change them. */
  answers?: string;
  /** Ids of the questions to ask, separated by spaces or commas. Without this attribute the widget asks all questions. The other questions keep their preset answers or stay open. */
  questions?: string;
  /** Colour scheme of the widget. `auto` uses the `color-scheme` of the page around the element, also after it changes. */
  theme?: "auto" | "light" | "dark";
  /** Language of the widget's own texts, as a BCP 47 tag. Without this attribute it is the language of the page around the element, or that of the decision if the page names none. English takes the place of a language that the widget does not have. */
  lang?: string;
  /** When the widget loads. `lazy`: when the element is less than 400 px away from the viewport. `idle`: when the browser is idle. `eager`: at once. `click`: when the reader presses the button of the element. */
  loading?: "lazy" | "idle" | "eager" | "click";
  /** Height in pixels that the element reserves from the start. */
  "min-height"?: number | `${number}`;
  /** The reader can open every part and try changes out, but cannot change an answer. */
  readonly?: boolean;
  /** When the verdict appears. `live`: while the reader answers. `end`: when the widget asks no more questions. */
  reveal?: "live" | "end";
  /** Storage of answers. `none`: nothing is stored. `local`: answers are stored in the reader's browser, separately for each page and decision. */
  state?: "none" | "local";
  /** Where the widget runs. `auto`: in the page, or in a frame if the policy of the page forbids WebAssembly. `inline`: only in the page. `replace`: for an element with a table, the widget takes the place of the table instead of standing below; otherwise as `auto`. `iframe`: only in a frame. `static`: the widget does not run, and the content of the element stays. */
  mode?: "auto" | "inline" | "replace" | "iframe" | "static";
  /** Folder that the files of the widget are fetched from. The element reads it when it first loads. Without this attribute it is the folder of the loader. */
  base?: string;
  /** Level of the widget's title among the headings of the article. The other headings of the widget follow from it. */
  "heading-level"?: 2 | 3 | 4 | 5 | 6 | `${2 | 3 | 4 | 5 | 6}`;
  /** Label of the button that loads the widget with loading="click". Without this attribute it is English, because nothing else is loaded before the press. */
  "open-label"?: string;
}

/** The events of the element. All of them bubble. */
export interface TieBreakEventMap {
  /** Fires before anything is fetched. `preventDefault()` keeps the widget from loading. */
  "tb-before-load": CustomEvent<null>;
  /** Fires when the widget has rendered, also when it starts again. `version` is the version of the widget, `ms` the duration of loading in milliseconds. */
  "tb-ready": CustomEvent<{ version: string; ms: number }>;
  /** Fires when answers change. `value` holds all answers. */
  "tb-change": CustomEvent<{ value: Answers }>;
  /** Fires when the analysis of the current answers is complete. `result` is the decision, computed when it is read. */
  "tb-result": CustomEvent<{ readonly result: object | null }>;
  /** Fires when the height of the element changes. `height` is in pixels. */
  "tb-resize": CustomEvent<{ height: number }>;
  /** Fires when something fails. `code` is the kind of error, `message` describes it, and `help` tells the author of the page what to do; it can be empty. */
  "tb-error": CustomEvent<{ code: ErrorCode; message: string; help: string }>;
}

/** A decision aid inside an article. It asks questions, weighs sources that disagree, and explains its verdict. */
export interface TieBreakElement extends HTMLElement {
  /** The decision to show: the name of a shipped decision, an address, or a model as an object or as JSON text. Takes precedence over the attribute and over a model inside the element. */
  model: string | object | null | undefined;
  /** The evidence of a model that the page gives itself, as an object or as JSON text. */
  evidence: string | object | null | undefined;
  /** The answers. Can be set at any time, also before the widget loads. */
  value: Answers | undefined;
  /** The decision, in the form of `tiebreak decide --json`. `null` until `tb-result` fires; reading the property starts the computation. */
  readonly result: object | null;
  /** Promise that resolves after the first render. */
  readonly ready: Promise<void>;
  /** Loads the widget now, or tries again after an error. The promise resolves when loading ends, with or without success. */
  load(): Promise<void>;
  /** Removes all answers, including preset ones. The reader can undo this. */
  reset(): void;
  /** Returns the state as an object that JSON can hold. `null` until the first render. */
  exportState(): State | null;
  /** Loads the widget if necessary and replaces its answers by those of a state. The promise is rejected if the state belongs to another decision. */
  importState(state: State | string): Promise<void>;
}

declare global {
  /** The only global variable. `scan(root)` turns each `<div data-tie-break>` inside `root` into a `<tie-break>` at once; the default is the document. */
  const Tiebreak: { scan(root?: ParentNode): void };
  interface HTMLElementTagNameMap {
    "tie-break": TieBreakElement;
  }
  interface GlobalEventHandlersEventMap extends TieBreakEventMap {}
}
