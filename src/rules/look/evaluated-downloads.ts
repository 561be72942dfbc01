// Downloads that a language runs as code: by exec and eval of an interpreter, or by a shell from a variable.

/** The calls with which programs in other languages fetch an address. */
const asks =
  /\b(?:urlopen|urlretrieve|urlsplit_get|requests\.(?:get|post|request)|httpx\.(?:get|post)|http\.client|fetch|https?\.get|axios(?:\.get)?|Net::HTTP(?:\.get)?|URI\.open|URI\.parse|got|needle)\s*\(|\bget[\s(]*["']https?:|\b(?:file_get_contents|open|curl_init)\s*\(\s*\\?["']https?:/i;
/** The calls with which they run a text. */
const evaluates =
  /\b(?:exec|eval|instance_eval|class_eval|compile|runIn\w*Context|Function|__import__|assert)\b(?!\s*=)|\.then\(\s*eval\b/;
const shellFetch = /(?:^|[\s;&(])(\w+)=["']?(?:\$\(|`)\s*(?:sudo )?(?:curl|wget)\b/;
const runsText = /(?:^|[\s;&|(/])(?:eval|source|(?:ba|z|da|k|a)?sh|(?:python|perl|ruby|node|php)[\d.]*)(?=\s|$)/;

/** The line whose download the same or a later line evaluates; each line is read once. */
export function evaluatedDownload(lines: readonly string[]): string | undefined {
  const texts = new Map<string, string>();
  for (const line of lines) {
    const code = withoutComment(line);
    const isAsked = asks.test(code);
    if (isAsked && evaluates.test(code)) return line.trim();
    if (texts.size > 0 && (evaluates.test(code) || runsText.test(code))) {
      const used = code.match(/[A-Za-z_]\w*/g)?.find((name) => texts.has(name));
      if (used !== undefined) return texts.get(used);
    }
    const name = isAsked
      ? /^\s*(?:(?:const|let|var|my)\s+)?[$@]?(\w+)\s*=(?!=)/.exec(code)?.[1]
      : shellFetch.exec(code)?.[1];
    if (name !== undefined) texts.set(name, line.trim());
  }
  return undefined;
}

/** A comment in the script runs nothing. */
function withoutComment(line: string): string {
  return /^\s*#/.test(line) ? '' : line;
}
