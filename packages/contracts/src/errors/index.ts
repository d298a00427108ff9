export { ERROR_CATALOGUE, isErrorCode, type ErrorCode } from './catalogue.ts';
export { AppError, isAppError } from './app-error.ts';
export { MAX_DETAILS, validationDetails, type ErrorDetail } from './details.ts';
