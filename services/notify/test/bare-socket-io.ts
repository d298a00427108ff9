// Bare Socket.IO in a process of its own, what notify's sockets are measured beside: the same version and the
// same transport, one room each, no adapter, everything else at its default. SIGHUP sends an alert to all.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const server = createServer((_request, response) => response.end('ready'));
const io = new Server(server, { transports: ['websocket'] });
io.on('connection', (socket) => void socket.join(`user:${socket.id}`));
process.on('SIGHUP', () => io.emit('admin_alert', { kind: 'stock_low', sku: 'SKU-1' }));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ msg: 'ready', httpPort: port })}\n`);
});
