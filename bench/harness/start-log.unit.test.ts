import { phasesOf } from './start-log.ts';

const LOG = `
   0.2 s  Redis is ready (redis-server on PATH, 0.1 s)
   2.3 s  MongoDB is ready (DocumentDB engine from Debian packages, 2.2 s)
   5.9 s  RabbitMQ is ready (rabbitmq-server on PATH, 5.8 s)
   5.9 s  data: /var/lib/chowk/x
  11.3 s  orders is ready at http://127.0.0.1:22654 (5.3 s)
  12.2 s  nfc-qr is ready at http://127.0.0.1:8080 (6.1 s)
  15.3 s  demo data of auth
  21.5 s  demo data of nfc-qr

ready in 21.6 s`.split('\n');

test('each phase is over with the last of its steps', () => {
  expect(phasesOf(LOG)).toEqual({
    redis: 0.2,
    mongodb: 2.3,
    rabbitmq: 5.9,
    services: 12.2,
    'demo data': 21.5,
    ready: 21.6,
  });
});

test('a start that did not come to its end, or told nothing of a phase, is no measurement', () => {
  expect(() => phasesOf(LOG.slice(0, -1))).toThrow('was not ready');
  expect(() => phasesOf(LOG.filter((line) => !line.includes('RabbitMQ')))).toThrow('nothing of RabbitMQ');
});
