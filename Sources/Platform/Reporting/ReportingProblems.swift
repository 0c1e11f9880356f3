import Kernel

// swift-format-ignore
extension Refusal {
    package static let periodEndsEarly = Refusal("ends_before_it_begins", ["en": "is before the start of the period", "it": "precede l'inizio del periodo", "ar": "يسبق بداية الفترة", "ku": "پێش سەرەتای ماوەکەیە"])
    static let periodTooLong = Refusal("period_too_long", ["en": "makes the period longer than two years", "it": "rende il periodo più lungo di due anni", "ar": "يجعل الفترة أطول من سنتين", "ku": "ماوەکە لە دوو ساڵ زیاتر دەکات"])
    static let noSuchReport = Refusal("no_such_report", ["en": "is not a report that you may read", "it": "non è un report consultabile", "ar": "ليس تقريراً يمكنك قراءته", "ku": "ڕاپۆرتێک نییە کە بتوانیت بیخوێنیتەوە"])
    static let noSuchColumn = Refusal("no_such_column", ["en": "is not a column of this report", "it": "non è una colonna di questo report", "ar": "ليس عموداً في هذا التقرير", "ku": "ستوونی ئەم ڕاپۆرتە نییە"])
    static let onlyForCSV   = Refusal("only_for_csv", ["en": "applies only to CSV", "it": "vale solo per il formato CSV", "ar": "ينطبق على CSV فقط", "ku": "تەنها بۆ CSV بەکاردێت"])
}
