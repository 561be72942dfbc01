// The words with which a script downloads, and with which it runs the result.

const fetches = String.raw`(?:curl|wget|fetch|aria2c|https?ie|irm|iwr|Invoke-WebRequest|Invoke-RestMethod)\b`;
const shells = String.raw`(?:ba|z|da|k|a)?sh|(?:python|pypy)[\d.]*|perl|ruby|node|deno|php|pwsh|iex|Invoke-Expression`;
const runs = String.raw`(?:\S*\/)?(?:${shells})`;
const before = String.raw`(?:(?:sudo|env|exec|time|nice|command|nohup|xargs|\w+=[^\s(\x60]*|-[^\s(\x60]+)\s+)*`;

export const fetched = new RegExp(String.raw`\b${fetches}`, 'i');
export const runAtStart = new RegExp(String.raw`^\s*${before}(?:${runs})(?=[\s;&|)"']|$)`, 'i');
export const fetchedAtStart = new RegExp(String.raw`^\s*${before}${fetches}`, 'i');
export const evaluated = new RegExp(String.raw`\b(?:${shells}|eval|source)\b`, 'i');
export const fetchedInside = new RegExp(String.raw`(?:\$\(|\x60)\s*${before}${fetches}`, 'i');
/** A program that runs the file in its arguments. */
export const runsFile = new RegExp(String.raw`^(?:${runs}|source|\.)$`, 'i');
/** A command that downloads. */
export const isFetch = new RegExp(String.raw`(?:^|\s|\()${fetches}|\bgh\s+release\s+download\b`, 'i');
