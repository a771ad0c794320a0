const keyOf = (code: string) => `qunce.join-draft.${code}`;

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
}

/** Of the application this phone is writing: tries at the quiz count by it, also after the page was opened anew. */
export function draftSecret(code: string): string {
  const secret = localStorage.getItem(keyOf(code)) ?? newSecret();
  localStorage.setItem(keyOf(code), secret);
  return secret;
}

/** The next application is another one. */
export const forgetDraft = (code: string) => localStorage.removeItem(keyOf(code));
