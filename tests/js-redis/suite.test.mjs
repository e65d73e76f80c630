import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { left, open } from './suite.mjs';

const suite = open();
before(() => suite.ready);
after(suite.end);

test('what is left out is in the suite', () => assert.deepEqual(Object.keys(left).filter(name => !suite.names.includes(name)), []));

for (const name of suite.names) {
  test(`node-redis' own ${name}`, { skip: left[name], timeout: 5000 }, () => suite.run(name));
}
