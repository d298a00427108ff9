// The peer: bare express 5 with http-proxy-middleware 4 and a keep-alive agent, no policy at all.
import { Agent } from 'node:http';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

const app = express();
app.get('/readyz', (_request, response) => void response.send('ok'));
app.use(
  createProxyMiddleware({
    target: process.env.TARGET!,
    agent: new Agent({ keepAlive: true, maxSockets: 128 }),
  }),
);
app.listen(Number(process.env.PORT), '127.0.0.1');
