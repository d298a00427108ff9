import pg from 'pg';
import {
  ConflictError,
  isConflict,
  isConnectionLoss,
  isDuplicate,
  isUnexpected,
  toServerError,
} from '../src/gateway/engine-error.ts';
import { ServerError } from '../src/gateway/server-error.ts';
import { codeOfSqlState, unpackSqlState } from '../src/gateway/sqlstate.ts';

function databaseError(code: string, fields: Partial<pg.DatabaseError> = {}): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('told by the engine', 0, 'error'), { code, ...fields });
}

/** As PostgreSQL's MAKE_SQLSTATE does it. */
function pack(state: string): number {
  return [...state].reduce((packed, character, i) => packed + ((character.charCodeAt(0) - 48) << (6 * i)), 0);
}

test.each(['M001C', '23505', '23P01', '40001', '40P01', '00000', 'ZZZZZ'])(
  'the packed state %s is unpacked',
  (state) => {
    expect(unpackSqlState(pack(state))).toBe(state);
  },
);

test.each([
  ['M001C', 11000],
  ['23505', 11000],
  ['23P01', 11000],
  ['40001', 112],
  ['40P01', 112],
  ['M0001', 2],
  ['M00CO', 121],
  ['57014', 50],
  ['M0ZZZ', 2],
  ['XX000', 8],
])('the state %s is the code %i', (state, code) => {
  expect(codeOfSqlState(state)).toBe(code);
});

test('a lost race is a conflict, a duplicate key is not', () => {
  expect(isConflict(databaseError('40001'))).toBe(true);
  expect(isConflict(new ConflictError('somebody was faster'))).toBe(true);
  const duplicate = databaseError('23505', { schema: 'documentdb_data' });
  expect([isConflict(duplicate), isDuplicate(duplicate)]).toEqual([false, true]);
});

test('a duplicate in the tables of the engine itself is a lost race, not a duplicate key', () => {
  const race = databaseError('23505', { schema: 'documentdb_api_catalog' });
  expect([isConflict(race), isDuplicate(race)]).toEqual([true, false]);
});

test('a broken connection is told from a refused statement', () => {
  expect(isConnectionLoss(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isConnectionLoss(databaseError('57P01'))).toBe(true);
  expect(isConnectionLoss(databaseError('23505'))).toBe(false);
});

test('only an error that nobody foresaw is unexpected', () => {
  expect(isUnexpected(new TypeError('x is not a function'))).toBe(true);
  expect(isUnexpected(databaseError('M0001'))).toBe(false);
  expect(isUnexpected(new ServerError(2, 'bad'))).toBe(false);
});

test('the reply to a failed command has code, name, labels and details', () => {
  expect(toServerError(databaseError('M0001')).toReply()).toEqual({
    ok: 0,
    code: 2,
    codeName: 'BadValue',
    errmsg: 'told by the engine',
  });
  const error = new ServerError(251, 'gone', { labels: ['TransientTransactionError'], details: { more: 1 } });
  expect(error.toReply()).toEqual({
    ok: 0,
    code: 251,
    codeName: 'NoSuchTransaction',
    errmsg: 'gone',
    errorLabels: ['TransientTransactionError'],
    more: 1,
  });
});
