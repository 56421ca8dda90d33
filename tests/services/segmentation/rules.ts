/** Rules as OmegaT writes them: exceptions, then breaks for all languages; the maps cascade. */
export const RULES = `<?xml version="1.0" encoding="UTF-8"?>
<!-- our own example -->
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header></header>
  <body>
    <languagerules>
      <languagerule languagerulename="English">
        <rule break="no"><beforebreak>\\bEq\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
        <rule break="yes"><beforebreak>;</beforebreak><afterbreak>\\s(?=\\p{Lu})</afterbreak></rule>
        <rule break="no"><beforebreak>(a)\\1\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
      </languagerule>
      <languagerule languagerulename="Default">
        <rule break="yes"><beforebreak>[\\.\\?\\!]+</beforebreak><afterbreak>\\s</afterbreak></rule>
        <rule break="yes"><beforebreak>\\n</beforebreak><afterbreak></afterbreak></rule>
      </languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="EN.*" languagerulename="English"/>
      <languagemap languagepattern=".*" languagerulename="Default"/>
    </maprules>
  </body>
</srx>
`;
