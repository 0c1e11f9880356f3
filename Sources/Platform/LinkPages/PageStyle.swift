import Crypto
import Kernel

/// The style of the pages; the policy lets browsers apply only this text.
enum PageStyle {
    static let text = """
        :root{color-scheme:light dark;--ink:#1c1e21;--soft:#5a5e66;--back:#f2f4f7;--sheet:#fff;--line:#8a8f98;\
        --deep:#1a56ae;--on:#fff;--bad:#b3261e;--good:#e7f3ea;--rim:#3b7d4a}\
        @media(prefers-color-scheme:dark){:root{--ink:#eceef1;--soft:#b0b5bd;--back:#15171a;--sheet:#202327;--line:#7d838d;\
        --deep:#8ab4f8;--on:#10203a;--bad:#ffb4ab;--good:#1e3325;--rim:#7cc18c}}\
        *{box-sizing:border-box}\
        body{margin:0;background:var(--back);color:var(--ink);font:17px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,\
        "Noto Sans","Noto Sans Arabic",Tahoma,sans-serif}\
        header,main{max-width:30rem;margin:0 auto;padding:1rem 1.25rem}\
        header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:baseline;justify-content:space-between;padding-top:1.5rem}\
        .site{font-weight:700;font-size:1.1rem}\
        nav{display:flex;gap:1rem;font-size:.95rem}\
        a{color:var(--deep)}\
        main{background:var(--sheet);border-radius:12px;padding:1.5rem 1.25rem;margin-bottom:2rem;\
        box-shadow:0 1px 3px rgba(0,0,0,.16)}\
        @media(min-width:34rem){main{padding:2rem}header{padding-inline:0}}\
        h1{font-size:1.5rem;line-height:1.3;margin:0 0 1rem}\
        p{margin:0 0 1rem}\
        form{margin:0 0 1.25rem}\
        main>:last-child{margin-bottom:0}\
        label{display:block;font-weight:600;margin:0 0 .25rem}\
        .field{margin:0 0 1.25rem}\
        .hint,.fine{color:var(--soft);font-size:.95rem}\
        .hint{margin:.35rem 0 0}\
        .error{color:var(--bad);font-weight:600;margin:.35rem 0 0}\
        input{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:8px;\
        padding:.6rem .75rem;min-height:3rem}\
        input[type=checkbox]{width:1.25rem;height:1.25rem;min-height:0;margin:0 .35rem 0 0;padding:0;vertical-align:-.2rem}\
        input[readonly]{border-style:dashed;color:var(--soft)}\
        input[aria-invalid]{border:2px solid var(--bad)}\
        input[type=email],input[type=password]{direction:ltr}\
        [dir=rtl] input{text-align:right}\
        button,.button{display:inline-block;font:inherit;font-weight:600;color:var(--on);background:var(--deep);border:0;\
        border-radius:8px;padding:.7rem 1.25rem;min-height:3rem;text-decoration:none;cursor:pointer}\
        :focus-visible{outline:3px solid var(--deep);outline-offset:2px}\
        .news{background:var(--good);border-inline-start:4px solid var(--rim);padding:.75rem 1rem;border-radius:6px}\
        hr{border:0;border-top:1px solid var(--line);opacity:.4;margin:1.5rem 0}
        """

    static let policy =
        "default-src 'none'; style-src 'sha256-\(hash)'; img-src data:; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    /// The hash in Base64, as policies require it, of 32 bytes.
    private static let hash =
        String(
            Base64.url.encode(SHA256.hash(data: Array(text.utf8))).map { character in
                switch character {
                case "-": "+"
                case "_": "/"
                default: character
                }
            }
        ) + "="
}

extension Language {
    /// The value of the attribute `dir`.
    var direction: String { Self.fromRightToLeft.contains(tag) ? "rtl" : "ltr" }

    private static let fromRightToLeft: Set<String> = ["ar", "ku", "ckb", "fa", "he", "ur"]

    /// The language's own name.
    var ownName: String {
        switch tag {
        case "en": "English"
        case "it": "Italiano"
        case "ar": "العربية"
        case "ku": "کوردی"
        default: tag
        }
    }
}
