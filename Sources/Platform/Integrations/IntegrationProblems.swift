import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let googleUnavailable = Self("google.unavailable", 503, ["en": "Google is not available at the moment.", "it": "Google non è disponibile al momento.", "ar": "Google غير متاح حالياً.", "ku": "Google لە ئێستادا بەردەست نییە."])
    package static let calendarNotLinked = Self("calendar.not_linked", 409, ["en": "Link a calendar first.", "it": "Prima occorre collegare un calendario.", "ar": "اربط تقويماً أولاً.", "ku": "سەرەتا ڕۆژژمێرێک ببەستەرەوە."])
    package static let driveNotLinked = Self("drive.not_linked", 409, ["en": "Link Google Drive first.", "it": "Prima occorre collegare Google Drive.", "ar": "اربط Google Drive أولاً.", "ku": "سەرەتا Google Drive ببەستەرەوە."])
    package static let driveRefused = Self("drive.refused", 422, ["en": "Google Drive has no such file for this site, or does not hand it out.", "it": "Google Drive non ha questo file per questo sito, oppure non lo consegna.", "ar": "لا يملك Google Drive هذا الملف لهذا الموقع أو لا يسلّمه.", "ku": "Google Drive ئەم فایلەی بۆ ئەم ماڵپەڕە نییە، یان نایدات."])
}
