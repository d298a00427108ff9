export { ERROR_CATALOGUE, isErrorCode, type ErrorCode } from './catalogue.ts';
export { AppError, isAppError, type ErrorDetail } from './app-error.ts';
