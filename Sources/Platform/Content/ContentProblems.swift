import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let slugTaken        = Self("content.slug_taken", 409, ["en": "Another page has this slug. Choose a different one.", "it": "Un'altra pagina ha già questo slug. Sceglierne un altro.", "ar": "لصفحة أخرى هذا المسار. اختر مساراً آخر.", "ku": "پەڕەیەکی تر ئەم ناونیشانەی هەیە. یەکێکی تر هەڵبژێرە."])
    package static let contentWasPublic = Self("content.was_public", 409, ["en": "Content that was public cannot be deleted. Archive it instead.", "it": "I contenuti già pubblicati non si possono eliminare. È possibile archiviarli.", "ar": "لا يمكن حذف محتوى سبق نشره. انقله إلى الأرشيف.", "ku": "ناوەڕۆکێک کە پێشتر بڵاوکراوەتەوە ناسڕدرێتەوە. ئەرشیفی بکە."])
    package static let contentIsPolicy  = Self("content.is_policy", 409, ["en": "Users are asked to agree to this page. It must stay public at its address.", "it": "Agli utenti viene chiesto di accettare questa pagina. Deve restare pubblica al suo indirizzo.", "ar": "يُطلب من الناس الموافقة على هذه الصفحة. يجب أن تبقى عامة في عنوانها.", "ku": "داوا لە خەڵک دەکرێت بەم پەڕەیە ڕازی بن. دەبێت لە ناونیشانی خۆیدا بە گشتی بمێنێتەوە."])
}

// swift-format-ignore
extension Refusal {
    static let notASlug            = Refusal("invalid_slug", ["en": "must be words of lower-case letters and digits, separated by hyphens", "it": "deve essere composto da lettere minuscole e cifre separate da trattini", "ar": "يجب أن يتكون من كلمات بأحرف لاتينية صغيرة وأرقام، تفصل بينها شرطات", "ku": "دەبێت لە وشەی پیتی بچووکی لاتینی و ژمارە پێکبێت، بە هێڵ لێک جیا کرابنەوە"])
    static let languageNotSpoken   = Refusal("language_not_spoken", ["en": "is not a language of this site", "it": "non è una lingua di questo sito", "ar": "ليست من لغات هذا الموقع", "ku": "زمانێکی ئەم ماڵپەڕە نییە"])
    static let mainLanguageMissing = Refusal("main_language_missing", ["en": "is required: it is the site's main language", "it": "è obbligatoria: è la lingua principale del sito", "ar": "مطلوبة: هي لغة الموقع الرئيسية", "ku": "پێویستە: زمانی سەرەکیی ماڵپەڕەکەیە"])
}
