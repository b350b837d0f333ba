// The element <tie-break> as its page knows it; README.md says the same in words.

/** Option ids by question id; `"*"` is "does not matter to me", `null` not answered. */
export type Answers = Record<string, unknown>;

/** What `exportState` gives and `importState` takes. */
export interface State {
  tieBreak: 1;
  model: string;
  version: string;
  answers: Answers;
}

/** What went wrong. */
export type ErrorCode =
  /** The server answered with an error: base, version or model is wrong. */
  | "http"
  /** It sent a page in place of the code: it should answer 404 for what is absent. */
  | "html"
  /** The code, or a frozen decision, is not the one that the build wrote: changed or cut off on its way; serve the files as they are. */
  | "integrity"
  /** The files could not be fetched: no connection, not allowed by `connect-src`, or not for other origins. */
  | "network"
  /** The browser has no connection. */
  | "offline"
  /** The decision took over 5 seconds. */
  | "timeout"
  /** `mode="iframe"`, and the frame did not come, or the decision is not a shipped one. */
  | "frame"
  /** The page's policy does not allow WebAssembly, and a frame did not come either. */
  | "csp-wasm"
  /** The page's policy on trusted types stopped it. */
  | "trusted-types"
  /** The code does not run in this browser. */
  | "wasm"
  /** The browser lacks vector instructions, or is older than May 2024. */
  | "old-browser"
  /** The decision's file has mistakes; they are listed in the widget. */
  | "model"
  /** No decision is named, or one that a frozen version does not have. */
  | "model-missing"
  /** Its address cannot be read, is not https, or leads away from https. */
  | "model-address"
  /** It is larger than 1 MiB. */
  | "model-size"
  /** Preset answers or names of questions are wrong; the widget does without them. */
  | "answers"
  /** The page's link is longer than 4 kB; the widget does without it. */
  | "link"
  /** `importState` was given something else: that promise is rejected, no event is told. */
  | "state"
  /** The code broke down four times in a minute. */
  | "crash"
  /** Anything else: scripts not allowed by `script-src`, or served by another type. */
  | "load";

/** The attributes, for frameworks that check them. */
export interface TieBreakAttributes {
  /** A shipped decision's name, or the address of a model file; a `<script type="application/json">` in the element is a model too, and wins. */
  model?: string;
  /** Preset answers as JSON, marked as preset and open to change; at most 8 kB. */
  answers?: string;
  /** Ids of the questions to ask, with spaces between; without it, all; the others stay open or as preset. */
  questions?: string;
  /** `light`, `dark`, or `auto`: the colour scheme of the page around it (`color-scheme`), also when that changes. */
  theme?: "auto" | "light" | "dark";
  /** Language of the widget's own words; English so far. */
  lang?: string;
  /** `lazy`: when within 400 px of the screen; `idle`: when the page has nothing to do; `eager`: at once; `click`: when its button is pressed. */
  loading?: "lazy" | "idle" | "eager" | "click";
  /** Room kept free from the start, in pixels. */
  "min-height"?: number | string;
  /** The reader can look, open and try out, but change no answer. */
  readonly?: boolean;
  /** `live`: the verdict shows while answering; `end`: once asking has stopped. */
  reveal?: "live" | "end";
  /** `none`: nothing is stored; `local`: answers stay in the reader's browser, by page and decision. */
  state?: "none" | "local";
  /** `auto`: in the page, or in a frame where the page's policy forbids WebAssembly; `inline`, `iframe`: in that way only; `static`: never, what stands inside stays. */
  mode?: "auto" | "inline" | "iframe" | "static";
  /** Folder that the widget's files are fetched from, read when it first loads; without it, the loader's own. */
  base?: string;
  /** Level of the widget's title among the headings of the article; those below it follow. */
  "heading-level"?: 2 | 3 | 4 | 5 | 6;
}

/** The events that the element tells. */
export interface TieBreakEventMap {
  /** Nothing; before anything is fetched; `preventDefault()` keeps it from loading. */
  "tb-before-load": CustomEvent<undefined>;
  /** `version`, and `ms` since loading began. */
  "tb-ready": CustomEvent<{ version: string; ms: number }>;
  /** `value`: the answers. */
  "tb-change": CustomEvent<{ value: Answers }>;
  /** `result`: the decision, made when it is read; told once the readings are drawn. */
  "tb-result": CustomEvent<{ readonly result: object | null }>;
  /** `height` in pixels, whenever it is another. */
  "tb-resize": CustomEvent<{ height: number }>;
  /** `code` (below), `message`, and `help` for the author of the page. */
  "tb-error": CustomEvent<{ code: ErrorCode; message: string; help: string }>;
}

export interface TieBreakElement extends HTMLElement {
  /** Shipped name, address, or a model itself as an object or as JSON text; wins over the attribute. */
  model: string | object | null;
  /** The evidence of a model that is given itself, as an object or as JSON text. */
  evidence: string | object | undefined;
  /** The answers, an object of option ids by question id; can be set, also before anything is loaded. */
  value: Answers | undefined;
  /** The decision, as `tiebreak decide --json` prints it; `null` until `tb-result`, which asking for it brings about; read only. */
  readonly result: object | null;
  /** A promise, kept when the widget shows for the first time; read only. */
  readonly ready: Promise<void>;
  /** Loads now, or tries again; resolves once that is done, well or not. */
  load(): Promise<void>;
  /** Takes all answers back, presets too; the reader can undo it. */
  reset(): void;
  /** The state as an object for JSON: model, its version, answers; `null` until the widget shows. */
  exportState(): State | null;
  /** Takes such a state, as an object or as JSON text; rejects what is of another decision. */
  importState(state: State | string): Promise<void>;
  addEventListener<Name extends keyof TieBreakEventMap>(
    name: Name, listener: (event: TieBreakEventMap[Name]) => void, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  /** The one global name. */
  const Tiebreak: {
    /** Makes elements of `<div data-tie-break>` below `root`, at once. */
    scan(root?: ParentNode): void;
  };
  interface HTMLElementTagNameMap {
    "tie-break": TieBreakElement;
  }
}
