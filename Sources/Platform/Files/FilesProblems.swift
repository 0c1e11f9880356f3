import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let fileEmpty       = Self("files.empty", 422, ["en": "The file is empty.", "it": "Il file è vuoto.", "ar": "الملف فارغ.", "ku": "فایلەکە بەتاڵە."])
    package static let fileDamaged     = Self("files.damaged", 422, ["en": "The file is damaged or not complete.", "it": "Il file è danneggiato o incompleto.", "ar": "الملف تالف أو غير مكتمل.", "ku": "فایلەکە تێکچووە یان ناتەواوە."])
    package static let fileAmbiguous   = Self("files.ambiguous", 422, ["en": "The file is of several types at once.", "it": "Il file è di più tipi contemporaneamente.", "ar": "الملف من عدة أنواع في آن واحد.", "ku": "فایلەکە لە یەک کاتدا چەند جۆرە."])
    package static let fileActive      = Self("files.active", 422, ["en": "Files that run something when they are opened are not accepted.", "it": "I file che eseguono qualcosa all'apertura non sono accettati.", "ar": "لا تُقبل الملفات التي تشغّل شيئاً عند فتحها.", "ku": "فایلێک کە لە کاتی کردنەوەدا شتێک کارپێبکات وەرناگیرێت."])
    package static let fileMismatch    = Self("files.mismatch", 422, ["en": "The file is not what its name or type says.", "it": "Il file non corrisponde al nome o al tipo dichiarato.", "ar": "الملف ليس كما يقول اسمه أو نوعه.", "ku": "فایلەکە ئەوە نییە کە ناو یان جۆرەکەی دەڵێت."])
    package static let fileQuarantined = Self("files.quarantined", 409, ["en": "The file is still being checked for viruses.", "it": "Il file è ancora in fase di controllo antivirus.", "ar": "ما زال الملف يُفحص من الفيروسات.", "ku": "هێشتا فایلەکە بۆ ڤایرۆس دەپشکنرێت."])
    package static let fileInfected    = Self("files.infected", 409, ["en": "The file had a virus and was removed.", "it": "Il file conteneva un virus ed è stato rimosso.", "ar": "كان في الملف فيروس فأُزيل.", "ku": "فایلەکە ڤایرۆسی تێدابوو و سڕایەوە."])
    package static let linkExpired     = Self("files.link_expired", 410, ["en": "The link has expired.", "it": "Il collegamento è scaduto.", "ar": "انتهت صلاحية الرابط.", "ku": "ماوەی بەستەرەکە تەواو بووە."])
    package static let linkUsed        = Self("files.link_used", 410, ["en": "The link has been used already.", "it": "Il collegamento è già stato utilizzato.", "ar": "استُخدم الرابط من قبل.", "ku": "بەستەرەکە پێشتر بەکارهاتووە."])
    package static let fileRendering   = Self("files.rendering", 409, ["en": "A copy of this file that is safe to look at is being made.", "it": "È in preparazione una copia del file che si può aprire senza rischi.", "ar": "تُعَدّ الآن نسخة من الملف آمنة للعرض.", "ku": "وێنەیەکی ئەم فایلە کە بێمەترسی ببینرێت ئامادە دەکرێت."])
    package static let fileNotRendered = Self("files.not_rendered", 409, ["en": "No copy of this file that is safe to look at can be made; there is only the original.", "it": "Del file non si può preparare una copia sicura; c'è solo l'originale.", "ar": "لا يمكن إعداد نسخة آمنة من هذا الملف؛ لا يوجد سوى الأصل.", "ku": "وێنەیەکی بێمەترسی لەم فایلە ئامادە ناکرێت؛ تەنها فایلە سەرەکییەکە هەیە."])
    package static let uploadMissing   = Self("files.upload_missing", 409, ["en": "Nothing has been uploaded yet.", "it": "Non è stato ancora caricato nulla.", "ar": "لم يُرفع شيء بعد.", "ku": "هێشتا هیچ بارنەکراوە."])
    package static let uploadCompleted = Self("files.upload_completed", 409, ["en": "This upload has been completed already.", "it": "Questo caricamento è già stato completato.", "ar": "اكتمل هذا الرفع من قبل.", "ku": "ئەم بارکردنە پێشتر تەواو بووە."])
    package static let uploadDiffers   = Self("files.upload_differs", 422, ["en": "What was uploaded is not what was announced.", "it": "Il file caricato non corrisponde a quello annunciato.", "ar": "ما رُفع ليس ما أُعلن عنه.", "ku": "ئەوەی بارکرا ئەوە نییە کە ڕاگەیەنرابوو."])
}

// swift-format-ignore
extension Refusal {
    static let stillChecked = Refusal("still_checked", ["en": "is still being checked for viruses", "it": "è ancora in fase di controllo antivirus", "ar": "ما زال يُفحص من الفيروسات", "ku": "هێشتا بۆ ڤایرۆس دەپشکنرێت"])
    static let infected     = Refusal("infected", ["en": "had a virus and was removed", "it": "conteneva un virus ed è stato rimosso", "ar": "كان فيه فيروس فأُزيل", "ku": "ڤایرۆسی تێدابوو و سڕایەوە"])
    static let fileMissing    = Refusal("file_missing", ["en": "a file is needed", "it": "serve un file", "ar": "يلزم ملف", "ku": "فایلێک پێویستە"])
    static let memberRepeated = Refusal("repeated", ["en": "is given more than once", "it": "è indicato più di una volta", "ar": "مذكور أكثر من مرة", "ku": "زیاتر لە جارێک دراوە"])
    static let fileRequired   = Refusal("file_required", ["en": "must be a file with a name", "it": "deve essere un file con un nome", "ar": "يجب أن يكون ملفاً له اسم", "ku": "دەبێت فایلێک بێت کە ناوی هەبێت"])
    static let notAHash = Refusal("invalid_sha256", ["en": "is not a SHA-256 in hexadecimal", "it": "non è uno SHA-256 in esadecimale", "ar": "ليس SHA-256 بالنظام السداسي عشر", "ku": "SHA-256 نییە"])
}
