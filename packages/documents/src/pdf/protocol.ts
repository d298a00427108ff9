/** What the service asks of a render process; one at a time. */
export interface RenderRequest {
  /** Absolute path of a .typ file. It can read what is in its folder and nothing else. */
  template: string;
  /** JSON */
  data: string;
}

export type RenderOutcome =
  | { ok: true; pdf: Uint8Array; pages: number }
  /** The template is at fault, or the data do not fit it. */
  | { ok: false; diagnostics: string };

/** What the process answers. */
export interface RenderReply {
  outcome: RenderOutcome;
  /** What the process takes now that the document is done. */
  rssBytes: number;
}
