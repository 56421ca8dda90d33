import type { ReactNode } from "react";

interface Properties {
  readonly children: ReactNode;
  readonly params: Promise<{ readonly language: string }>;
}

export default async function Layout({ children, params }: Properties) {
  const { language } = await params;
  return (
    <html lang={language}>
      <body>{children}</body>
    </html>
  );
}
