// node server.js PORT REDIS_PORT
const { randomBytes } = require('node:crypto');
const express = require('express');
const cookieParser = require('cookie-parser');
const { createClient } = require('redis');

const products = require('../catalogue.json');

const [port, redisPort] = process.argv.slice(2);
const byId = new Map(products.map((product) => [product.id, product]));
const redis = createClient({ url: `redis://127.0.0.1:${redisPort}` });
redis.on('error', () => {});

const app = express();
app.set('views', `${__dirname}/views`);
app.set('view engine', 'ejs');
app.use(cookieParser());
app.use(express.urlencoded({ extended: false }));

const key = (id) => `express:cart:${id}`;

app.get('/', async (req, res) => {
  await redis.hIncrBy('express:visits', 'bench', 1);
  const visits = await redis.hGetAll('express:visits');
  const orders = await redis.zRange('express:orders', 0, 4, { REV: true });
  const cart = req.cookies.cart ? await redis.hGetAll(key(req.cookies.cart)) : {};
  const lines = Object.entries(cart).map(([id, quantity]) => ({ product: byId.get(id), quantity: Number(quantity) }));
  res.set('Cache-Control', 'no-store');
  res.render('index', { products, visits: Object.entries(visits), orders: orders.map((order) => order.split('|')), lines });
});

app.post('/sites/:site/cart', async (req, res) => {
  const id = req.cookies.cart ?? randomBytes(16).toString('hex');
  res.cookie('cart', id);
  const { action, product, quantity } = req.body;
  if (action === 'order') {
    const cart = Object.entries(await redis.hGetAll(key(id)));
    const pieces = cart.reduce((sum, [, count]) => sum + Number(count), 0);
    const total = cart.reduce((sum, [line, count]) => sum + byId.get(line).price * Number(count), 0);
    await redis.zAdd('express:orders', { score: Date.now(), value: `${randomBytes(3).toString('hex')}|bench|${pieces}|${total}` });
    await redis.del(key(id));
  } else {
    if (action === 'set') await redis.hSet(key(id), product, quantity);
    else if (action === 'remove') await redis.hDel(key(id), product);
    else await redis.hIncrBy(key(id), product, Number(quantity ?? 1));
    await redis.expire(key(id), 7 * 24 * 3600);
  }
  res.redirect(303, '/');
});

redis.connect().then(() => app.listen(Number(port), '127.0.0.1'));
