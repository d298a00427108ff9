// Made by `npm run contract` from the declared routes. Not edited by hand.
export const OPERATIONS = {
  listErrorCodes: { method: 'GET', path: '/api/v1/errors' },
  getApiDocument: { method: 'GET', path: '/api/v1/openapi.json' },
} as const;
