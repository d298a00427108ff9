import { debianMirrors } from '../src/engine/apt-sources.ts';

const FALLBACK = 'http://deb.debian.org/debian';

test('the mirrors of both formats are found, and Debian’s own comes last', () => {
  const oneLine = `
    # deb http://commented.example/debian stable main
    deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/debian/ bookworm main
    deb-src https://mirror.example/debian bookworm main
    deb https://mirror.example/debian bookworm-updates main`;
  const deb822 = `Types: deb\nURIs: http://a.example/debian http://b.example/mirrors/debian\nSuites: stable\n`;
  expect(debianMirrors([oneLine, deb822])).toEqual([
    'https://mirror.example/debian',
    'http://a.example/debian',
    'http://b.example/mirrors/debian',
    FALLBACK,
  ]);
});

test('other archives are not taken for Debian’s', () => {
  const sources = `
deb http://deb.debian.org/debian-security bookworm-security main
deb https://deb.nodesource.com/node_20.x nodistro main
deb cdrom:[Debian]/debian bookworm main
deb file:/srv/debian bookworm main`;
  expect(debianMirrors([sources])).toEqual([FALLBACK]);
});

test('the mirror lists of cloud images are mirrors', () => {
  const list = 'mirror+file:///etc/apt/mirrors/debian.list';
  expect(debianMirrors([`Types: deb\nURIs: ${list}\n`])).toEqual([list, FALLBACK]);
});

test('a machine without sources still has Debian’s own', () => {
  expect(debianMirrors([])).toEqual([FALLBACK]);
});
