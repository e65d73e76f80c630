// ioredis, unmodified, against testdb: what an application uses of it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Redis } from 'ioredis';
import { port } from './start.mjs';

let redis;
before(async () => {
  redis = new Redis(port, '127.0.0.1', { lazyConnect: true, keyPrefix: 'io:' });
  await redis.connect();
});
after(() => redis.quit());

test('connects, and says that it is ready', () => assert.equal(redis.status, 'ready'));

test('strings and counters', async () => {
  assert.equal(await redis.set('s', 'text', 'EX', 100), 'OK');
  assert.equal(await redis.get('s'), 'text');
  assert.ok(await redis.ttl('s') > 90);
  assert.equal(await redis.set('s', 'other', 'NX'), null);
  assert.equal(await redis.incrby('n', 41), 41);
  assert.equal(await redis.incr('n'), 42);
  assert.equal(await redis.incrbyfloat('f', 1.5), '1.5');
  assert.deepEqual(await redis.mget('s', 'none', 'n'), ['text', null, '42']);
});

test('bytes come back as they went', async () => {
  const bytes = Buffer.from([0, 255, 13, 10, 128]);
  await redis.set('bytes', bytes);
  assert.deepEqual(await redis.getBuffer('bytes'), bytes);
});

test('hashes from objects and to objects', async () => {
  assert.equal(await redis.hset('h', { a: '1', b: '2' }), 2);
  assert.deepEqual(await redis.hgetall('h'), { a: '1', b: '2' });
  assert.deepEqual(await redis.hgetall('none'), {});
  assert.equal(await redis.hincrby('h', 'a', 4), 5);
});

test('sets and sorted sets', async () => {
  assert.equal(await redis.sadd('set', 'a', 'b', 'b'), 2);
  assert.deepEqual((await redis.smembers('set')).sort(), ['a', 'b']);
  assert.equal(await redis.zadd('z', 1, 'one', 2, 'two'), 2);
  assert.deepEqual(await redis.zrange('z', 0, -1, 'WITHSCORES'), ['one', '1', 'two', '2']);
  assert.deepEqual(await redis.zpopmin('z'), ['one', '1']);
  assert.deepEqual(await redis.bzpopmin('z', 1), ['io:z', 'two', '2']);
});

test('a pipeline of 10,000 commands is answered in order', async () => {
  const pipeline = redis.pipeline();
  for (let i = 0; i < 10_000; i++) {
    pipeline.set(`p${i % 100}`, i);
  }
  pipeline.get('p99');
  const replies = await pipeline.exec();
  assert.equal(replies.length, 10_001);
  assert.ok(replies.slice(0, -1).every(([error, reply]) => error === null && reply === 'OK'));
  assert.deepEqual(replies.at(-1), [null, '9999']);
});

test('a transaction, with an error in one command', async () => {
  const replies = await redis.multi().set('t', 'abc').incr('t').get('t').exec();
  assert.equal(replies[0][1], 'OK');
  assert.match(replies[1][0].message, /not an integer/);
  assert.equal(replies[2][1], 'abc');
});

test('a watched key that changes ends the transaction', async () => {
  const other = redis.duplicate();
  await other.watch('w');
  await redis.set('w', '1');
  assert.equal(await other.multi().set('w', '2').exec(), null);
  other.disconnect();
});

test('subscribers hear channels and patterns', async () => {
  const subscriber = redis.duplicate({ keyPrefix: '' });
  await subscriber.subscribe('news');
  await subscriber.psubscribe('n*s');
  const heard = Promise.all([once(subscriber, 'message'), once(subscriber, 'pmessage')]);
  const publisher = redis.duplicate({ keyPrefix: '' });
  await publisher.publish('news', 'hello');
  publisher.disconnect();
  assert.deepEqual(await heard, [['news', 'hello'], ['n*s', 'news', 'hello']]);
  await subscriber.unsubscribe('news');
  await subscriber.punsubscribe('n*s');
  assert.equal(await subscriber.get('io:n'), '42');
  subscriber.disconnect();
});

test('a scan goes over every key once', async () => {
  const plain = new Redis(port, '127.0.0.1');
  for (let i = 0; i < 50; i++) {
    await plain.set(`scan:${i}`, i);
  }
  const found = [];
  for await (const keys of plain.scanStream({ match: 'scan:*', count: 7 })) {
    found.push(...keys);
  }
  assert.equal(new Set(found).size, 50);
  assert.equal(found.length, 50);
  plain.disconnect();
});

test('geo and HyperLogLog', async () => {
  assert.equal(await redis.geoadd('g', 13.361389, 38.115556, 'Palermo', 15.087269, 37.502669, 'Catania'), 2);
  assert.equal(Math.round(await redis.geodist('g', 'Palermo', 'Catania', 'km')), 166);
  assert.equal(await redis.pfadd('hll', 'a', 'b', 'a'), 1);
  assert.equal(await redis.pfcount('hll'), 2);
});

test('what is refused is an error with its reason', async () => {
  await assert.rejects(redis.lpush('l', 'a'), /LPUSH is not supported on an Active-Active database/);
  await assert.rejects(redis.flushall(), /FLUSHALL is not supported/);
});

test('a connection that is cut is made again', async () => {
  const own = new Redis(port, '127.0.0.1', { retryStrategy: () => 1 });
  await own.set('again', '1');
  const ready = once(own, 'ready');
  await redis.client('KILL', 'ID', await own.client('ID'));
  await ready;
  assert.equal(await own.get('again'), '1');
  own.disconnect();
});
