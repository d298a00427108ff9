/** The error codes of MongoDB that the gateway gives by itself or translates to. */
export const ErrorCode = {
  InternalError: 1,
  BadValue: 2,
  UnknownError: 8,
  FailedToParse: 9,
  TypeMismatch: 14,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  LockTimeout: 24,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  CommandNotFound: 59,
  WriteConflict: 112,
  TransactionTooOld: 225,
  NoSuchTransaction: 251,
  InvalidOptions: 72,
  NotImplemented: 238,
  DuplicateKey: 11000,
  BSONObjectTooLarge: 10334,
  InterruptedAtShutdown: 11600,
  ChangeStreamUnsupported: 40573,
} as const;

const OTHER_NAMES: Record<number, string> = {
  15: 'Overflow',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  34: 'CannotBackfillArray',
  52: 'DollarPrefixedFieldName',
  40: 'ConflictingUpdateOperators',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  68: 'IndexAlreadyExists',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  121: 'DocumentValidationFailure',
  146: 'ExceededMemoryLimit',
  197: 'InvalidIndexSpecificationOption',
  263: 'OperationNotSupportedInTransaction',
};
const NAMES = new Map([
  ...Object.entries(ErrorCode).map(([name, code]): [number, string] => [code, name]),
  ...Object.entries(OTHER_NAMES).map(([code, name]): [number, string] => [Number(code), name]),
]);

/** Tells the driver that running the whole transaction again may work. */
export const TRANSIENT = 'TransientTransactionError';

/** What a driver gets to see when a command fails. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: number;
  readonly labels: readonly string[];
  /** More fields of the reply, as `keyPattern` of a duplicate key. */
  readonly details: Record<string, unknown>;

  constructor(
    code: number,
    message: string,
    options: { labels?: readonly string[]; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.labels = options.labels ?? [];
    this.details = options.details ?? {};
  }

  /** The document that answers the command. */
  toReply(): Record<string, unknown> {
    return {
      ok: 0,
      errmsg: this.message,
      code: this.code,
      codeName: codeName(this.code),
      ...this.details,
      ...(this.labels.length > 0 && { errorLabels: this.labels }),
    };
  }
}

/** MongoDB's name for one of its error codes. */
function codeName(code: number): string {
  return NAMES.get(code) ?? `Location${code}`;
}
