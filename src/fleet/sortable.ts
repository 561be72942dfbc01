// The script of the page of a fleet: a heading sorts by its column, and a field filters the rows by a text.

/**
 * Plain JavaScript for any current browser. Numbers are compared as numbers; a cell may have a sort key apart from its
 * text.
 */
export const sortable = `
const table = document.getElementById('fleet');
const body = table.tBodies[0];
const valueOf = (row, at) => row.cells[at].dataset.order ?? row.cells[at].textContent;
const compare = (a, b) => (a === '' || b === '' || isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b);
for (const button of table.querySelectorAll('thead button')) {
  const heading = button.parentElement;
  button.addEventListener('click', () => {
    const way = heading.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    for (const other of heading.parentElement.cells) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', way);
    const sign = way === 'ascending' ? 1 : -1;
    const at = heading.cellIndex;
    body.append(...[...body.rows].sort((a, b) => sign * compare(valueOf(a, at), valueOf(b, at))));
  });
}
const filter = document.getElementById('filter');
filter.addEventListener('input', () => {
  const wanted = filter.value.toLowerCase();
  for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  const shown = [...body.rows].filter((row) => !row.hidden).length;
  document.querySelector('output').textContent = wanted === '' ? '' : shown + ' of ' + body.rows.length;
});
`;
