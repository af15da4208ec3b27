// Makes an answers file of what was filled in, in the page itself: nothing is sent anywhere.
// Without this script the page is a form on paper.
(() => {
  'use strict';
  const main = document.querySelector('main');
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const text = (input) => (input ? input.value.trim().replace(/\s+/g, ' ') : '');
  // What is not seen, or steers what is beside it, is written by its number.
  const HIDDEN =
    /[\u007f-\u00a0\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff]/g;
  const number = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const quote = (said) => JSON.stringify(said.replace(/\p{Cs}/gu, '\ufffd')).replace(HIDDEN, number);
  const RESERVED = ['yes', 'off', 'true', 'false', 'null', 'nan', 'inf'];
  // An id needs no quotes unless it reads as something else.
  const plain = (id) => (/^[a-z]\w{2,}$/.test(id) && !RESERVED.includes(id) ? id : quote(id));
  let problems = [];
  const problem = (input, says) => problems.push({ input, says });

  // A figure as people write it, as files spell it.
  function figure(input, title) {
    const typed = text(input).replace(/ ?%$/, '').replace('\u2212', '-');
    const parts = /^(-?)0*(\d{1,9})(?:([.,])(\d{1,6}))?$/.exec(typed);
    if (!parts) return problem(input, `${title}: write the figure as a plain number, such as 5.1.`);
    const [, sign, whole, mark, rest] = parts;
    // Three digits after a mark are thousands to some, and a part of one to others.
    if (rest && rest.length === 3 && whole !== '0') {
      const short = rest.replace(/0+$/, '');
      const small = short.length === 3 ? `${short}0` : short;
      const part = small ? `${whole}.${small}` : whole;
      return problem(input, `${title}: write ${whole}${rest}, or ${part}, whichever you mean.`);
    }
    const spelled = `${sign}${whole}${rest ? `.${rest}` : ''}`;
    const { least, most } = input.dataset;
    if (Number(spelled) < Number(least)) return problem(input, `${title}: the figure is ${least} or more.`);
    if (most && Number(spelled) > Number(most)) return problem(input, `${title}: the figure is ${most} or less.`);
    return spelled;
  }

  function day(input, title) {
    if (!/^\d{4}-\d\d-\d\d$/.test(input.value)) return problem(input, `${title}: give the whole day.`);
    const date = main.querySelector('#date').value;
    if (date && input.value > date) return problem(input, `${title}: the day lies after the day of the answers.`);
    return input.value;
  }

  // The one thing that an answer says.
  function said(chosen, title) {
    const beside = all(chosen.closest('li'), '[data-of]');
    switch (chosen.dataset.kind) {
      case 'option': return `option: ${plain(chosen.value)}`;
      case 'word': return `value: ${plain(chosen.value)}`;
      case 'value': return `value: ${figure(beside[0], title)}`;
      case 'on': {
        const days = beside.map((input) => day(input, title));
        return days.length > 1 ? `on: [${days.join(', ')}]` : `on: ${days[0]}`;
      }
      case 'not_applicable': {
        if (!text(beside[0])) problem(beside[0], `${title}: say why it does not apply.`);
        return `not_applicable: ${quote(text(beside[0]))}`;
      }
      default: return 'unknown: true';
    }
  }

  function answer(question) {
    const title = question.querySelector('legend').textContent.trim();
    const chosen = question.querySelector('.ways input:checked');
    const rests = [];
    const grade = question.querySelector('.rests input:checked');
    if (grade) rests.push(`evidence: ${grade.value}`);
    for (const key of ['source', 'note']) {
      const input = question.querySelector(`[data-key=${key}]`);
      if (text(input)) rests.push(`${key}: ${quote(text(input))}`);
    }
    if (chosen) return [`  ${plain(question.dataset.id)}: {${[said(chosen, title), ...rests].join(', ')}}`];
    if (rests.length) problem(question.querySelector('input'), `${title}: choose an answer, or clear what stands below it.`);
    return [];
  }

  // The whole file, or nothing where something is wrong; then it is said what.
  function file() {
    problems = [];
    const top = (id, says) => {
      const input = main.querySelector(id);
      if (!text(input)) problem(input, says);
      return text(input);
    };
    const lines = [
      `scope: ${quote(top('#scope', 'Write at the top which operation it is.'))}`,
      `date: ${top('#date', 'Write at the top which day the answers describe.')}`,
      `respondent: ${quote(top('#respondent', 'Write at the top who answers.'))}`,
      `questionnaire: ${plain(main.dataset.questionnaire)}`,
    ];
    if (main.dataset.edition) lines.push(`edition: ${main.dataset.edition}`);
    const ticked = all(main, '.symptoms input:checked').map((box) => quote(box.value));
    if (ticked.length) lines.push(`symptoms: [${ticked.join(', ')}]`);
    const answers = all(main, '.question').flatMap(answer);
    if (!answers.length && !problems.length) problem(main.querySelector('.question input'), 'Answer one question at least.');
    tell(problems.map(({ says }) => says));
    if (problems.length) problems[0].input.focus();
    return problems.length ? null : `${lines.join('\n')}\nanswers:\n${answers.join('\n')}\n`;
  }

  const make = (name, textContent, more) => Object.assign(document.createElement(name), { textContent, ...more });
  const button = (words, act) => make('button', words, { type: 'button', onclick: act });
  const status = make('div', '', { className: 'status', role: 'status' });
  const tell = (sentences) => status.replaceChildren(...sentences.map((sentence) => make('p', sentence)));

  let unsaved = false;
  const label = make('label', 'Your answers, to copy into a mail', { hidden: true });
  const area = make('textarea', '', { id: 'answers', readOnly: true, rows: 12, spellcheck: false });
  label.append(area);
  const save = (whole) => {
    const name = text(main.querySelector('#respondent')).toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 40);
    const href = URL.createObjectURL(new Blob([whole], { type: 'application/yaml' }));
    const link = make('a', '', { href, download: `answers-${name}.yaml`.replace(/-+(?=-|\.)/g, '') });
    link.click();
    tell([`Saved as ${link.download}. Send this file to whoever asked you.`]);
  };
  const show = (whole) => {
    label.hidden = false;
    area.value = whole;
    area.select();
    tell(['Copy the text below, and send it to whoever asked you.']);
  };
  const tools = make('div', '', { className: 'tools' });
  const ready = (act) => () => {
    const made = file();
    if (made === null) return;
    unsaved = false;
    act(made);
    // The latest day that it is anywhere.
    const latest = new Date(Date.now() + 14 * 3600 * 1000).toISOString().slice(0, 10);
    const given = main.querySelector('#date').value;
    if (given > latest) {
      status.append(make('p', `The day of the answers, ${given}, is still to come: is it mistyped?`));
    }
  };
  tools.append(button('Save the answers as a file', ready(save)));
  tools.append(button('Show the answers as text', ready(show)), status, label);
  main.append(tools);

  for (const question of all(main, '.question')) {
    const clear = button('Clear this answer', () => {
      for (const input of all(question, '[type=radio]')) input.checked = false;
      for (const input of all(question, '[data-of], [data-key]')) input.value = '';
      clear.hidden = true;
      question.querySelector('input').focus();
    });
    question.append(Object.assign(clear, { hidden: true }));
    question.addEventListener('input', ({ target }) => {
      // Whoever writes a figure means that answer.
      const way = target.dataset.of && target.value && target.closest('li').querySelector('input');
      if (way) way.checked = true;
      // Whoever then chooses another answer means that one: nothing is left to be read as said.
      const chosen = question.querySelector('.ways input:checked');
      for (const input of chosen ? all(question, '.ways [data-of]') : []) {
        if (input.closest('li') !== chosen.closest('li')) input.value = '';
      }
      clear.hidden = false;
    });
  }
  main.addEventListener('input', () => { unsaved = true; });
  window.addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });
})();
