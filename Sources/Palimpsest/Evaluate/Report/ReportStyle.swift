/// The style sheets of the report. The colours of kinds are those of Okabe and Ito, "Color universal design" (2008), which people with any
/// colour vision tell apart.
enum ReportStyle {
    /// For diagrams, in a page and as files of their own.
    static let diagrams = """
        svg{font:12px system-ui,sans-serif;--ink:#1d2430;--soft:#5b6675;--line:#d5dae1;--paper:#fff;--accent:#0072b2;--bar:#a9c9de}
        text{fill:var(--soft)}.title{fill:var(--ink);font-weight:600;font-size:14px}.end{text-anchor:end}.middle{text-anchor:middle}
        .page{fill:var(--paper)}.plot{fill:none;stroke:var(--line)}.grid,.axis{fill:none;stroke:var(--line)}
        .ideal{stroke:var(--soft);stroke-dasharray:4 4;fill:none}.curve{fill:none;stroke:var(--accent);stroke-width:2}
        .interval{stroke:var(--accent);stroke-width:1.5}.point{fill:var(--accent);stroke:var(--paper);stroke-width:1.5}.samples{fill:var(--bar)}
        @media (prefers-color-scheme:dark){svg{--ink:#e8ecf1;--soft:#a3adba;--line:#3a434f;--paper:#14181d;--accent:#56b4e9;--bar:#2f5871}}
        """

    static let page = diagrams + """

        :root{color-scheme:light dark;--ink:#1d2430;--soft:#5b6675;--line:#d5dae1;--paper:#fff;--band:#f4f6f8}
        @media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#a3adba;--line:#3a434f;--paper:#14181d;--band:#1c2229}}
        body{margin:0 auto;max-width:1180px;padding:24px 16px 64px;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
        h1{font-size:26px;line-height:1.2;margin:8px 0 4px}h2{font-size:19px;margin:40px 0 8px;border-top:1px solid var(--line);padding-top:16px}
        p{max-width:75ch;color:var(--soft);margin:8px 0 16px}.scroll{overflow-x:auto;margin:0 0 24px}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:14px}caption{text-align:left;font-weight:600;padding:4px 0 8px}
        th,td{padding:4px 12px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}thead th{color:var(--soft);font-weight:500;vertical-align:bottom}
        th:first-child{text-align:left;padding-left:0;font-weight:500}tbody tr:hover{background:var(--band)}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0;padding:0}
        .figures div{background:var(--band);border-radius:8px;padding:12px 16px}.figures dt{color:var(--soft);font-size:13px}.figures dd{margin:0;font-size:24px;font-variant-numeric:tabular-nums}
        .diagrams{display:flex;flex-wrap:wrap;gap:8px}.diagram{max-width:100%;height:auto}
        .dump{margin:0 0 16px}.dump h3{font-size:14px;margin:0 0 2px;display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px;font-weight:600}
        .dump h3 span{font-weight:400;color:var(--soft);font-variant-numeric:tabular-nums}.strip{display:block;width:100%;height:46px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;padding:0;margin:0 0 16px;font-size:13px}.legend svg{width:12px;height:12px;vertical-align:-1px;margin-right:6px}
        .k-clean{fill:#e3e7ec}.k-wrong_script{fill:#0072b2}.k-mojibake{fill:#cc79a7}.k-mixed_script{fill:#009e73}.k-misread{fill:#e69f00}
        .k-fused_words{fill:#8c6bb1}.k-noise{fill:#737d8a}.k-slip{fill:#c9a66b}.k-in_garble{fill:#9ad0ee}.k-unlabelled{fill:#bfc6cf}.k-missed{fill:#d55e00}.k-false{fill:#111}
        @media (prefers-color-scheme:dark){.k-clean{fill:#2a323b}.k-wrong_script{fill:#3f9fd8}.k-noise{fill:#8d97a4}.k-slip{fill:#a8864d}.k-in_garble{fill:#1d6a94}.k-unlabelled{fill:#4a5460}.k-missed{fill:#ff7b26}.k-false{fill:#f2f4f6}}
        @media print{body{max-width:none}.dump{break-inside:avoid}}
        """
}
