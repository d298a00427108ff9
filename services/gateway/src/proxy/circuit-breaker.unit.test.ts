import { CircuitBreaker } from './circuit-breaker.ts';

test('opens after failures in a row, lets one trial through after the cool-down, and closes when it succeeds', () => {
  const breaker = new CircuitBreaker(3, 1000);
  breaker.failed(0);
  breaker.failed(0);
  breaker.succeeded();
  breaker.failed(0);
  breaker.failed(0);
  expect(breaker.admits(0)).toBe(true);
  breaker.failed(100);
  expect(breaker.admits(1099)).toBe(false);
  expect(breaker.admits(1100)).toBe(true);
  expect(breaker.admits(1100)).toBe(false);
  breaker.succeeded();
  expect(breaker.admits(1101)).toBe(true);
  expect(breaker.isClosed).toBe(true);
});

test('stays open when the trial fails, and gives the trial to another when a client left during it', () => {
  const breaker = new CircuitBreaker(1, 1000);
  breaker.failed(0);
  expect(breaker.admits(1000)).toBe(true);
  breaker.failed(1000);
  expect(breaker.admits(1500)).toBe(false);
  expect(breaker.admits(2000)).toBe(true);
  breaker.unknown();
  expect(breaker.admits(2001)).toBe(true);
});
