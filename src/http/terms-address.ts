const ADDRESS = /^https?:\/\/[^/]*\/(?:terms(?:\.css|\/[^/?#]+)?|sitemap\.xml|robots\.txt)(?:[?#]|$)/u;

/** Whether a request is one for the public glossary, which `createTermsApp` answers. */
export const isOfTerms = ({ url }: Request): boolean => ADDRESS.test(url);
