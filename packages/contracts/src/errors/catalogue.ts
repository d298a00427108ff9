/**
 * Every error code that a client can meet: its HTTP status, and what it means in words for people.
 * A test holds this table and docs/errors.md equal. The first seven hold verbatim for clients of the
 * first CarQR app.
 */
export const ERROR_CATALOGUE = {
  INVALID_PHONE: { status: 422, message: 'That is not a valid phone number.' },
  INVALID_OTP: { status: 401, message: 'The code is wrong or has expired.' },
  UNAUTHORIZED: { status: 401, message: 'Sign in to continue.' },
  USER_NOT_FOUND: { status: 404, message: 'No such user.' },
  CAR_NOT_FOUND: { status: 404, message: 'No such car.' },
  INVALID_SIGNATURE: { status: 400, message: 'The signature does not match.' },
  SERVER_ERROR: { status: 500, message: 'Something went wrong on our side.' },

  BAD_REQUEST: { status: 400, message: 'The request could not be read.' },
  VALIDATION_FAILED: { status: 422, message: 'Some fields are not valid.' },
  REQUEST_TIMEOUT: { status: 408, message: 'The request stood still for too long.' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request body is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Send the body as application/json.' },
  FORBIDDEN: { status: 403, message: 'You may not do that.' },
  NOT_FOUND: { status: 404, message: 'There is nothing here.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This address does not answer that method.' },
  INVALID_CURSOR: { status: 400, message: 'The cursor is not valid; start from the first page.' },
  PRECONDITION_FAILED: { status: 412, message: 'It was changed by somebody else; read it again.' },
  RATE_LIMITED: { status: 429, message: 'Too many requests; try again later.' },
  OTP_RATE_LIMITED: { status: 429, message: 'Too many codes asked for; try again later.' },
  UPSTREAM_UNAVAILABLE: { status: 503, message: 'This part is unavailable at the moment; try again.' },
  UPSTREAM_TIMEOUT: { status: 504, message: 'This part took too long to answer.' },
  EXPORT_TOO_LARGE: { status: 422, message: 'That is more than one file may hold; ask for less.' },
  OVERLOADED: { status: 503, message: 'We are very busy; try again in a moment.' },

  IDEMPOTENCY_KEY_REQUIRED: { status: 400, message: 'Send an Idempotency-Key header.' },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, message: 'The first request with this key is still running.' },
  IDEMPOTENCY_MISMATCH: { status: 422, message: 'This Idempotency-Key was used with another request.' },

  SESSION_NOT_FOUND: { status: 404, message: 'No such session.' },
  REFRESH_TOKEN_REUSED: { status: 401, message: 'This sign-in was ended for safety; sign in again.' },
  SMS_UNAVAILABLE: { status: 503, message: 'The code could not be sent; try again.' },

  CATEGORY_NOT_FOUND: { status: 404, message: 'No such category.' },
  STORE_NOT_FOUND: { status: 404, message: 'No such store.' },
  PRODUCT_NOT_FOUND: { status: 404, message: 'No such product.' },
  SKU_NOT_FOUND: { status: 404, message: 'No such article.' },
  CATEGORY_IN_USE: { status: 409, message: 'Something still belongs to this category.' },
  SLUG_TAKEN: { status: 409, message: 'This slug is in use.' },
  SKU_TAKEN: { status: 409, message: 'This SKU is in use.' },
  OUT_OF_STOCK: { status: 409, message: 'Not enough in stock.' },
  RESERVATION_NOT_FOUND: { status: 404, message: 'Nothing is reserved for this order.' },
  RESERVATION_MISMATCH: { status: 409, message: 'Other lines are reserved for this order.' },
  RESERVATION_CLOSED: { status: 409, message: 'The reservation has ended.' },

  CART_EMPTY: { status: 409, message: 'The cart is empty.' },
  CART_CHANGED: { status: 409, message: 'The cart changed while you were paying; look at it again.' },
  CART_ITEM_NOT_FOUND: { status: 404, message: 'That line is not in the cart.' },
  CART_LIMIT_EXCEEDED: { status: 422, message: 'That is more than one cart may hold.' },
  CURRENCY_MISMATCH: { status: 422, message: 'Prices in two currencies cannot be paid together.' },
  BELOW_MINIMUM: { status: 409, message: 'The order is below the minimum of the store.' },
  ORDER_NOT_FOUND: { status: 404, message: 'No such order.' },
  ORDER_FAILED: { status: 409, message: 'The order could not be completed.' },
  ILLEGAL_TRANSITION: { status: 409, message: 'That change is not possible in this state.' },
  PAYMENT_METHOD_UNAVAILABLE: { status: 422, message: 'This payment method is not offered.' },

  INSUFFICIENT_FUNDS: { status: 409, message: 'There is not enough money in the wallet.' },
  TRANSFER_MISMATCH: { status: 409, message: 'This transfer id was used with other fields.' },
  HOLD_CLOSED: { status: 409, message: 'The hold was already posted, voided or has timed out.' },
  PAYMENT_NOT_FOUND: { status: 404, message: 'No such payment.' },
  PAYMENT_MISMATCH: { status: 409, message: 'This payment id was used with other fields.' },
  PAYMENT_CLOSED: { status: 409, message: 'The payment has ended.' },
  PAYMENT_PROVIDER_FAILED: { status: 502, message: 'The payment provider did not answer as it should.' },
  REFUND_EXCEEDS_CAPTURED: { status: 409, message: 'The refund is more than what was paid.' },
  REFUND_MISMATCH: { status: 409, message: 'This refund id was used with other fields.' },
  AMOUNT_OUT_OF_RANGE: { status: 422, message: 'The amount is outside the limits.' },

  BLOB_NOT_FOUND: { status: 404, message: 'No such file.' },
  BLOB_EXISTS: { status: 409, message: 'There is a file of this name already.' },
  CHECKSUM_MISMATCH: { status: 422, message: 'The content is not what its checksum says.' },
  RANGE_NOT_SATISFIABLE: { status: 416, message: 'The file has no such part.' },

  NOTIFICATION_NOT_FOUND: { status: 404, message: 'No such notification.' },
  QR_CODE_NOT_FOUND: { status: 404, message: 'No such code.' },
  QR_CODE_GONE: { status: 410, message: 'This code is no longer in use.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Whether a text from outside (a gRPC trailer, a stored answer) is a code of the catalogue. */
export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(ERROR_CATALOGUE, value);
