import { maskNumber } from './car.ts';

describe('what a scanner sees of a number plate', () => {
  test.each([
    ['MH12AB1234', 'MH******34'],
    ['KA 5', 'K*5'],
    ['AB', 'A*'],
    ['', ''],
  ])('the number %s is shown as %s', (number, masked) => {
    expect(maskNumber(number)).toEqual(masked);
  });
});
