// node-redis, unmodified, against testdb, in both protocols.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'redis';
import { port } from './start.mjs';

for (const RESP of [2, 3]) {
  test(`RESP${RESP}`, async t => {
    const client = createClient({ url: `redis://127.0.0.1:${port}`, RESP });
    const errors = [];
    client.on('error', error => errors.push(error));
    await client.connect();
    const key = name => `node${RESP}:${name}`;

    await t.test('strings and counters', async () => {
      assert.equal(await client.set(key('s'), 'text', { EX: 100 }), 'OK');
      assert.equal(await client.get(key('s')), 'text');
      assert.equal(await client.get(key('none')), null);
      assert.equal(await client.incrBy(key('n'), 42), 42);
      assert.deepEqual(await client.mGet([key('s'), key('none')]), ['text', null]);
      assert.equal(await client.getDel(key('s')), 'text');
      assert.equal(await client.exists(key('s')), 0);
    });

    await t.test('hashes, sets and sorted sets have their own shapes', async () => {
      assert.equal(await client.hSet(key('h'), { a: '1', b: '2' }), 2);
      assert.deepEqual({ ...await client.hGetAll(key('h')) }, { a: '1', b: '2' });
      assert.equal(await client.sAdd(key('set'), ['a', 'b']), 2);
      assert.deepEqual([...await client.sMembers(key('set'))].sort(), ['a', 'b']);
      assert.equal(await client.sIsMember(key('set'), 'a'), 1);
      await client.zAdd(key('z'), [{ score: 1.5, value: 'x' }, { score: Infinity, value: 'y' }]);
      assert.deepEqual(await client.zRangeWithScores(key('z'), 0, -1), [{ value: 'x', score: 1.5 }, { value: 'y', score: Infinity }]);
      assert.equal(await client.zScore(key('z'), 'x'), 1.5);
      assert.equal(await client.zScore(key('z'), 'none'), null);
      assert.deepEqual({ ...await client.zPopMin(key('z')) }, { value: 'x', score: 1.5 });
      assert.deepEqual({ ...await client.bzPopMax(key('z'), 1) }, { key: key('z'), value: 'y', score: Infinity });
    });

    await t.test('a transaction, and one whose key changed', async () => {
      assert.deepEqual(await client.multi().set(key('t'), '1').incr(key('t')).get(key('t')).exec(), ['OK', 2, '2']);
      const other = await client.duplicate().connect();
      await other.watch(key('t'));
      await client.set(key('t'), 'changed');
      await assert.rejects(other.multi().set(key('t'), '3').exec(), { name: 'Error' });
      await other.close();
    });

    await t.test('10,000 commands in one turn are answered in order', async () => {
      const replies = await Promise.all(Array.from({ length: 10_000 }, () => client.incr(key('many'))));
      assert.deepEqual(replies, Array.from({ length: 10_000 }, (_, i) => i + 1));
    });

    await t.test('subscribers hear channels and patterns', async () => {
      const subscriber = await client.duplicate().connect();
      const heard = [];
      const both = new Promise(resolve => {
        const hear = message => heard.push(message) === 2 && resolve();
        Promise.all([subscriber.subscribe(key('news'), hear), subscriber.pSubscribe(key('n*'), hear)])
          .then(() => client.publish(key('news'), 'hello'));
      });
      await both;
      assert.deepEqual(heard, ['hello', 'hello']);
      await subscriber.close();
    });

    await t.test('a scan goes over every key once', async () => {
      for (let i = 0; i < 30; i++) {
        await client.set(key(`scan:${i}`), `${i}`);
      }
      const found = [];
      for await (const keys of client.scanIterator({ MATCH: key('scan:*'), COUNT: 7 })) {
        found.push(...[keys].flat());
      }
      assert.equal(found.length, 30);
      assert.equal(new Set(found).size, 30);
    });

    await t.test('what is refused is an error with its reason', () =>
      assert.rejects(client.lPush(key('l'), 'a'), /LPUSH is not supported on an Active-Active database/));

    await client.close();
    assert.deepEqual(errors, []);
  });
}
