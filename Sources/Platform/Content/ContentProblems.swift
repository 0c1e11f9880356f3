import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let slugTaken        = Self("content.slug_taken", 409, ["en": "Another page has this slug.", "it": "Un'altra pagina ha già questo slug.", "ar": "لصفحة أخرى هذا المسار.", "ku": "پەڕەیەکی تر ئەم ناونیشانەی هەیە."])
    package static let contentWasPublic = Self("content.was_public", 409, ["en": "What the public has seen is archived, not deleted.", "it": "Ciò che è stato pubblicato si archivia, non si elimina.", "ar": "ما رآه الجمهور يُؤرشف ولا يُحذف.", "ku": "ئەوەی خەڵک بینیویەتی ئەرشیف دەکرێت، ناسڕدرێتەوە."])
    package static let contentIsPolicy  = Self("content.is_policy", 409, ["en": "People are asked to agree to this page: it stays public, at its address.", "it": "Agli utenti è chiesto il consenso su questa pagina: deve restare pubblica al suo indirizzo.", "ar": "يُطلب من الناس الموافقة على هذه الصفحة: تبقى عامة في عنوانها.", "ku": "داوا لە خەڵک دەکرێت ڕازی بن بەم پەڕەیە: لە ناونیشانی خۆیدا بە گشتی دەمێنێتەوە."])
}

// swift-format-ignore
extension Refusal {
    static let notASlug            = Refusal("invalid_slug", ["en": "must be words of lower-case letters and digits with hyphens between them", "it": "deve essere composto da lettere minuscole e cifre separate da trattini", "ar": "يجب أن يتكون من كلمات بأحرف لاتينية صغيرة وأرقام بينها شرطات", "ku": "دەبێت وشە بێت بە پیتی بچووکی لاتینی و ژمارە بە هێڵ لە نێوانیاندا"])
    static let languageNotSpoken   = Refusal("language_not_spoken", ["en": "is not a language of this site", "it": "non è una lingua di questo sito", "ar": "ليست من لغات هذا الموقع", "ku": "زمانێکی ئەم ماڵپەڕە نییە"])
    static let mainLanguageMissing = Refusal("main_language_missing", ["en": "the text in the site's main language is required", "it": "è richiesto il testo nella lingua principale del sito", "ar": "النص بلغة الموقع الرئيسية مطلوب", "ku": "دەقەکە بە زمانی سەرەکیی ماڵپەڕەکە پێویستە"])
}
