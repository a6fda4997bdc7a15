// Every way in which a page may reach a server, tried in turn; says for each what came of it.
const host = '@host@';
const place = `http://${host}`;
const other = ['tauri://evil', 'tauri://localhost.evil', 'http://tauri.localhost', 'https://tauri.localhost'];
const told = [];
const way = async (name, attempt) => {
  let answer = 'refused';
  try {
    const made = await Promise.race([attempt(), new Promise((end) => setTimeout(() => end('nothing'), 150))]);
    if (made === true) answer = 'answered';
  } catch {}
  told.push({ name, answer });
};
const element = (name, attributes) => () =>
  new Promise((end) => {
    const made = document.createElement(name);
    made.onload = () => end(true);
    made.onerror = () => end(false);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    document.body.append(made);
    made.click?.();
    setTimeout(() => made.remove(), 140);
  });
for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload', 'prerender', 'modulepreload', 'stylesheet', 'icon', 'manifest'])
  await way(`link ${rel}`, () =>
    new Promise((end) => {
      const link = document.createElement('link');
      Object.assign(link, { rel, href: `${place}/${rel}`, as: 'script', onload: () => end(true), onerror: () => end(false) });
      document.head.append(link);
      setTimeout(() => link.remove(), 140);
    }));
for (const url of [place, ...other]) {
  await way(`fetch ${url}`, () => fetch(`${url}/fetch`).then((answer) => answer.status > 0));
  await way(`no-cors ${url}`, () => fetch(`${url}/no-cors`, { mode: 'no-cors' }).then(() => true));
  await way(`image ${url}`, element('img', { src: `${url}/image` }));
  await way(`script ${url}`, element('script', { src: `${url}/script.js` }));
  await way(`iframe ${url}`, () =>
    new Promise((end) => {
      const frame = document.createElement('iframe');
      frame.src = `${url}/frame`;
      document.body.append(frame);
      setTimeout(() => {
        let reached = false;
        // A frame that shows another origin cannot be looked into; an error page or nothing can.
        try {
          reached = frame.contentWindow.location.href.startsWith(url);
        } catch {
          reached = 'another origin';
        }
        frame.remove();
        end(reached === true);
      }, 140);
    }));
  await way(`link with target ${url}`, element('a', { href: `${url}/blank`, target: '_blank' }));
  await way(`link ${url}`, element('a', { href: `${url}/link` }));
  await way(`open ${url}`, async () => window.open(`${url}/open`) !== null);
}
await way('location', async () => {
  location.href = `${place}/location`;
});
await way('form', async () => {
  const form = document.createElement('form');
  form.action = `${place}/form`;
  document.body.append(form);
  form.submit();
});
await way('beacon', async () => navigator.sendBeacon(`${place}/beacon`) && false);
await way('event source', () =>
  new Promise((end) => {
    const source = new EventSource(`${place}/events`);
    source.onopen = () => end(true);
    source.onerror = () => end(false);
  }));
await way('web socket', () =>
  new Promise((end) => {
    const socket = new WebSocket(`ws://${host}/socket`);
    socket.onopen = () => end(true);
    socket.onerror = () => end(false);
  }));
await way('request', () =>
  new Promise((end) => {
    const request = new XMLHttpRequest();
    request.open('GET', `${place}/request`);
    request.onload = () => end(true);
    request.onerror = () => end(false);
    request.send();
  }));
await way('worker', async () => {
  new Worker(`${place}/worker.js`);
});
await way('import', () => import(`${place}/module.js`).then(() => true));
await way('font', () => new FontFace('x', `url(${place}/font)`).load().then(() => true));
await way('audio', element('audio', { src: `${place}/audio`, autoplay: '' }));
await way('video', element('video', { src: `${place}/video`, autoplay: '' }));
await way('object', element('object', { data: `${place}/object` }));
await way('embed', element('embed', { src: `${place}/embed` }));
await way('download', element('a', { href: `${place}/download`, download: 'x' }));
await way('ping', element('a', { href: '#', ping: `${place}/ping` }));
await way('peer', async () => {
  const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] });
  peer.createDataChannel('x');
  await peer.setLocalDescription(await peer.createOffer());
});
await way('style', async () => {
  const style = document.createElement('style');
  style.textContent = `@import url(${place}/style); body::after { content: url(${place}/content) }`;
  document.head.append(style);
  setTimeout(() => style.remove(), 140);
});
await way('meta refresh', async () => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'refresh';
  meta.content = `0;url=${place}/refresh`;
  document.head.append(meta);
});
await new Promise((end) => setTimeout(end, 300));
return told;
