import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let fileEmpty       = Self("files.empty", 422, ["en": "The file is empty.", "it": "Il file è vuoto.", "ar": "الملف فارغ.", "ku": "فایلەکە بەتاڵە."])
    package static let fileDamaged     = Self("files.damaged", 422, ["en": "The file is damaged or incomplete.", "it": "Il file è danneggiato o incompleto.", "ar": "الملف تالف أو غير مكتمل.", "ku": "فایلەکە تێکچووە یان ناتەواوە."])
    package static let fileAmbiguous   = Self("files.ambiguous", 422, ["en": "The file matches several file types at once.", "it": "Il file corrisponde a più tipi contemporaneamente.", "ar": "يطابق الملف عدة أنواع في آن واحد.", "ku": "فایلەکە لە یەک کاتدا لەگەڵ چەند جۆرێک دەگونجێت."])
    package static let fileActive      = Self("files.active", 422, ["en": "Files with code that runs when they are opened are not accepted.", "it": "I file con codice che viene eseguito all'apertura non sono accettati.", "ar": "لا تُقبل الملفات التي تحتوي على تعليمات برمجية تعمل عند فتحها.", "ku": "فایلێک وەرناگیرێت کە کۆدێکی تێدابێت لە کاتی کردنەوەدا کار بکات."])
    package static let fileMismatch    = Self("files.mismatch", 422, ["en": "The content of the file does not match its name or type.", "it": "Il contenuto del file non corrisponde al nome o al tipo dichiarato.", "ar": "محتوى الملف لا يطابق اسمه أو نوعه.", "ku": "ناوەڕۆکی فایلەکە لەگەڵ ناو یان جۆرەکەی ناگونجێت."])
    package static let fileQuarantined = Self("files.quarantined", 409, ["en": "The file is still being checked for viruses.", "it": "Il file è ancora in fase di controllo antivirus.", "ar": "ما زال الملف قيد الفحص بحثاً عن الفيروسات.", "ku": "هێشتا فایلەکە بۆ ڤایرۆس دەپشکنرێت."])
    package static let fileInfected    = Self("files.infected", 409, ["en": "The file contained a virus and was removed.", "it": "Il file conteneva un virus ed è stato rimosso.", "ar": "كان الملف مصاباً بفيروس فأُزيل.", "ku": "فایلەکە ڤایرۆسی تێدابوو و سڕایەوە."])
    package static let linkExpired     = Self("files.link_expired", 410, ["en": "The link has expired.", "it": "Il link è scaduto.", "ar": "انتهت صلاحية الرابط.", "ku": "ماوەی بەستەرەکە تەواو بووە."])
    package static let linkUsed        = Self("files.link_used", 410, ["en": "The link has already been used.", "it": "Il link è già stato utilizzato.", "ar": "استُخدم الرابط من قبل.", "ku": "بەستەرەکە پێشتر بەکارهاتووە."])
    package static let fileRendering   = Self("files.rendering", 409, ["en": "A safe copy of this file is being prepared.", "it": "È in preparazione una copia sicura di questo file.", "ar": "يجري إعداد نسخة آمنة من هذا الملف.", "ku": "کۆپییەکی پارێزراوی ئەم فایلە ئامادە دەکرێت."])
    package static let fileNotRendered = Self("files.not_rendered", 409, ["en": "No safe copy of this file can be made. Only the original is available.", "it": "Non è possibile preparare una copia sicura di questo file. È disponibile solo l'originale.", "ar": "لا يمكن إعداد نسخة آمنة من هذا الملف. الملف الأصلي وحده متاح.", "ku": "ناتوانرێت کۆپییەکی پارێزراوی ئەم فایلە ئامادە بکرێت. تەنها فایلە سەرەکییەکە بەردەستە."])
    package static let uploadMissing   = Self("files.upload_missing", 409, ["en": "The file has not been uploaded yet.", "it": "Il file non è stato ancora caricato.", "ar": "لم يُرفع الملف بعد.", "ku": "هێشتا فایلەکە بارنەکراوە."])
    package static let uploadCompleted = Self("files.upload_completed", 409, ["en": "This upload has already been completed.", "it": "Questo caricamento è già stato completato.", "ar": "اكتمل هذا الرفع من قبل.", "ku": "ئەم بارکردنە پێشتر تەواو بووە."])
    package static let uploadDiffers   = Self("files.upload_differs", 422, ["en": "The uploaded file does not match the announced file.", "it": "Il file caricato non corrisponde a quello annunciato.", "ar": "الملف المرفوع لا يطابق الملف المعلن عنه.", "ku": "فایلە بارکراوەکە لەگەڵ فایلە ڕاگەیەنراوەکە ناگونجێت."])
}

// swift-format-ignore
extension Refusal {
    static let stillChecked = Refusal("still_checked", ["en": "is still being checked for viruses", "it": "è ancora in fase di controllo antivirus", "ar": "ما زال قيد الفحص بحثاً عن الفيروسات", "ku": "هێشتا بۆ ڤایرۆس دەپشکنرێت"])
    static let infected     = Refusal("infected", ["en": "contained a virus and was removed", "it": "conteneva un virus ed è stato rimosso", "ar": "كان مصاباً بفيروس فأُزيل", "ku": "ڤایرۆسی تێدابوو و سڕایەوە"])
    static let fileMissing    = Refusal("file_missing", ["en": "a file is required", "it": "serve un file", "ar": "يلزم ملف", "ku": "فایلێک پێویستە"])
    static let memberRepeated = Refusal("repeated", ["en": "appears more than once", "it": "compare più di una volta", "ar": "مذكور أكثر من مرة", "ku": "زیاتر لە جارێک دراوە"])
    static let fileRequired   = Refusal("file_required", ["en": "must be a file with a name", "it": "deve essere un file con un nome", "ar": "يجب أن يكون ملفاً له اسم", "ku": "دەبێت فایلێک بێت کە ناوی هەبێت"])
    static let notAHash = Refusal("invalid_sha256", ["en": "is not a SHA-256 hash in hexadecimal", "it": "non è un hash SHA-256 in esadecimale", "ar": "ليس بصمة SHA-256 بالنظام السداسي عشر", "ku": "هاشی SHA-256 نییە بە سیستەمی شازدەیی"])
}
