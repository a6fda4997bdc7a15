// What the benchmark of the window asks of the page. Every time is from what a person does to the
// end of the frame that drew what it brought about.

const frame = () => new Promise(requestAnimationFrame);
const one = (selector) => document.querySelector(selector);
const seen = async (holds) => {
  do await frame();
  while (!holds());
  // A task of its own comes after the drawing.
  await new Promise((drawn) => setTimeout(drawn));
  return performance.now();
};

/** Counts the bytes of every answer of Rust from now on. */
const countBytes = () => {
  window.crossed = { bytes: 0, pages: 0 };
  if (window.counted) return;
  window.counted = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await window.counted(...asked);
    const copy = answer.clone();
    void copy.arrayBuffer().then(({ byteLength }) => {
      window.crossed.bytes += byteLength;
      if (String(asked[0]).includes('list_people')) window.crossed.pages += 1;
    });
    return answer;
  };
};

/** Chooses the file. */
const opening = async () => {
  countBytes();
  const button = [...document.querySelectorAll('button')].find((it) =>
    it.textContent.includes('Choose a file'),
  );
  const began = performance.now();
  button.click();
  const first = await seen(() => one('section li .name') ?? one('[role=treeitem]'));
  const read = await seen(() => one('[role=progressbar][aria-valuenow="100"]') ?? one('[role=tab]'));
  const shown = await seen(() => one('[role=treeitem]'));
  return { first: first - began, read: read - began, shown: shown - began, bytes: crossed.bytes };
};

/** Scrolls the list of people by a step a frame. */
const scrolling = async (next, frames) => {
  const list = one('[role=listbox]');
  list.scrollTop = 0;
  await seen(() => one('[role=option] .name'));
  countBytes();
  const end = list.scrollHeight - list.clientHeight;
  const took = [];
  let blank = 0;
  let all = 0;
  let rows = 0;
  let before = await frame();
  for (let step = 0; step < frames; step += 1) {
    list.scrollTop = next(list.scrollTop, end);
    const now = await frame();
    took.push(now - before);
    before = now;
    const { top, bottom } = list.getBoundingClientRect();
    const options = [...list.querySelectorAll('[role=option]')];
    rows = Math.max(rows, options.length);
    const inView = options.filter((it) => {
      const box = it.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
    all += Math.ceil((bottom - top) / 52);
    blank += Math.max(
      0,
      Math.floor((bottom - top) / 52) - inView.filter((it) => it.querySelector('.name')).length,
    );
  }
  const stopped = performance.now();
  const filled = await seen(() =>
    [...list.querySelectorAll('[role=option]')].every((it) => it.querySelector('.name')),
  );
  took.sort((a, b) => a - b);
  return {
    median: took[Math.floor(took.length / 2)],
    most: took[Math.floor(took.length * 0.95)],
    longest: took.at(-1),
    blank: (100 * blank) / all,
    filled: filled - stopped,
    rows,
    ...crossed,
  };
};

/** Searches the people. */
const searching = async (text) => {
  const field = one('input[type=search]');
  const summary = () => one('.summary').textContent;
  const before = summary();
  field.value = text;
  const began = performance.now();
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return { took: (await seen(() => summary() !== before)) - began };
};

/** Waits for a key in the open editor, and for its effect on the people in view and on everybody. */
const effect = () =>
  new Promise((done) => {
    const result = () => one('form .result').textContent;
    const beside = () =>
      [...document.querySelectorAll('[role=option] .detail')].map((it) => it.textContent).join();
    const examples = () => one('form [aria-busy=false] table')?.textContent ?? '';
    const [oneBefore, besideBefore, allBefore] = [result(), beside(), examples()];
    const pressed = async () => {
      const began = performance.now();
      const visible = await seen(() => result() !== oneBefore && beside() !== besideBefore);
      const everybody = await seen(() => examples() !== '' && examples() !== allBefore);
      done({ visible: visible - began, everybody: everybody - began });
    };
    document.addEventListener('keydown', () => void pressed(), { once: true, capture: true });
  });
