import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let filesQuota      = Self("files.quota", 409, ["en": "There is no room for this file.", "it": "Non c'è spazio per questo file.", "ar": "لا توجد مساحة لهذا الملف.", "ku": "بۆ ئەم فایلە جێگا نییە."])
    package static let folderCycle     = Self("folder.cycle", 409, ["en": "A folder cannot be moved into itself or into one of its own folders.", "it": "Una cartella non può essere spostata in se stessa o in una sua sottocartella.", "ar": "لا يمكن نقل مجلد إلى داخل نفسه أو إلى أحد مجلداته.", "ku": "ناتوانرێت بوخچەیەک بگوازرێتەوە بۆ ناو خۆی یان یەکێک لە بوخچەکانی خۆی."])
    package static let folderTooDeep   = Self("folder.too_deep", 409, ["en": "Folders can be nested eight deep.", "it": "Le cartelle possono avere al massimo otto livelli.", "ar": "يمكن تداخل المجلدات حتى ثمانية مستويات.", "ku": "بوخچەکان دەتوانن هەشت ئاست بەناویەکدا بچن."])
    package static let folderNotEmpty  = Self("folder.not_empty", 409, ["en": "The folder is not empty.", "it": "La cartella non è vuota.", "ar": "المجلد ليس فارغاً.", "ku": "بوخچەکە بەتاڵ نییە."])
    package static let folderNameTaken = Self("folder.name_taken", 409, ["en": "There is a folder with this name already.", "it": "Esiste già una cartella con questo nome.", "ar": "يوجد مجلد بهذا الاسم.", "ku": "بوخچەیەک بەم ناوە هەیە."])
    package static let shareTooWide    = Self("share.too_wide", 409, ["en": "A share cannot give more, or last longer, than the right of the person who shares.", "it": "Una condivisione non può dare più diritti, né durare più a lungo, di quelli di chi condivide.", "ar": "لا يمكن أن تمنح المشاركة أكثر مما لصاحبها من حق، أو أن تدوم أطول منه.", "ku": "هاوبەشیکردن ناتوانێت زیاتر لە مافی هاوبەشیکار بدات یان زیاتر بخایەنێت."])
}
