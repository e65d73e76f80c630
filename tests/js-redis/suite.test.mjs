import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { left, open } from './suite.mjs';

const suite = open();
before(() => suite.ready);
after(suite.end);

test('what is left out is in the suite', () => assert.deepEqual(Object.keys(left).filter(name => !suite.names.includes(name)), []));

test('what is left out stands in the document, with its reason', () => {
  const document = readFileSync(path.resolve(import.meta.dirname, '../../docs/lab-fidelity.md'), 'utf8');
  assert.deepEqual(Object.entries(left).filter(([name, reason]) => !document.includes(`| ${name} | ${reason} |\n`)), []);
});

for (const name of suite.names) {
  test(`node-redis' own ${name}`, { skip: left[name], timeout: 5000 }, () => suite.run(name));
}
