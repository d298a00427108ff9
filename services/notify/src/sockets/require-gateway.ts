import { ServerResponse, type IncomingMessage } from 'node:http';
import { AppError } from '@chowk/contracts/errors';
import { errorBody } from '@chowk/runtime/http';
import { IDENTITY_HEADER, type IdentityVerifier } from '@chowk/runtime/identity';

/**
 * Lets Socket.IO requests in only from the gateway, as the HTTP app does; an Engine.IO middleware, so it
 * sees each polling request and each upgrade before the protocol does.
 */
export const requireGateway =
  (identities: IdentityVerifier) =>
  (request: IncomingMessage, response: unknown, next: () => void): void => {
    if (cameFromGateway(identities, request)) return next();
    const body = JSON.stringify(errorBody(new AppError('UNAUTHORIZED')));
    if (response instanceof ServerResponse) {
      response.writeHead(401, { 'content-type': 'application/json', connection: 'close' }).end(body);
      return;
    }
    // Before an upgrade there is no ServerResponse; the answer goes onto the bare connection.
    request.socket.end(
      'HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-type: application/json\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };

function cameFromGateway(identities: IdentityVerifier, request: IncomingMessage): boolean {
  const token = request.headers[IDENTITY_HEADER];
  try {
    return typeof token === 'string' && identities.verify(token).issuer === 'gateway';
  } catch {
    // verify() throws for whatever is not a live identity; the answer is the same.
    return false;
  }
}
