import type { Logger } from '@chowk/runtime/log';

export interface PdfRendererOptions {
  logger: Logger;
  /** Processes at most, 1: each takes some 150 MB and a core. They are started when there is work. */
  maxProcesses?: number;
  /** Documents that may wait, 32; one more is OVERLOADED. */
  maxWaiting?: number;
  /** A document that has waited so long for its turn is OVERLOADED: 10,000 ms. */
  maxWaitMs?: number;
  /** From its turn to its last page, the start of a process included: 20,000 ms. */
  timeoutMs?: number;
  /** The data of one document as JSON, 500,000 UTF-16 units: some 3,000 rows of a table. */
  maxDataLength?: number;
  /** A process ends after so many documents, 200, */
  maxDocuments?: number;
  /** or when it takes so much, 400,000,000, */
  maxRssBytes?: number;
  /** or when it had nothing to do for so long, 60,000 ms. */
  idleMs?: number;
}

export interface PdfDocument {
  /** Absolute path of the .typ file. It can read what lies in its folder, and "/chowk.typ". */
  template: string;
  /** What the template finds in `data`; whatever JSON can hold. Money is best given as text by `format`. */
  data: object;
}

export interface Pdf {
  /** PDF/A-2b. The same template and data make the same bytes. */
  bytes: Uint8Array;
  pages: number;
}

/** What holds where the options say nothing. */
export const DEFAULTS = {
  maxProcesses: 1,
  maxWaiting: 32,
  maxWaitMs: 10_000,
  timeoutMs: 20_000,
  maxDataLength: 500_000,
  maxDocuments: 200,
  maxRssBytes: 400_000_000,
  idleMs: 60_000,
} satisfies Omit<Required<PdfRendererOptions>, 'logger'>;
