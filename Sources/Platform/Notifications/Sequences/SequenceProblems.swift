import Kernel

// swift-format-ignore
extension Refusal {
    static let templateUnknown      = Refusal("unknown_template", ["en": "is not a template for sequences", "it": "non è un modello per le sequenze", "ar": "ليس قالباً للتسلسلات", "ku": "قاڵبێک نییە بۆ زنجیرەکان"])
    static let otherCategory        = Refusal("other_category", ["en": "belongs to another category", "it": "appartiene a un'altra categoria", "ar": "ينتمي إلى فئة أخرى", "ku": "سەر بە پۆلێکی ترە"])
    static let channelNotOfTemplate = Refusal("not_a_channel_of_it", ["en": "is not a channel of the template", "it": "non è un canale del modello", "ar": "ليست قناة لهذا القالب", "ku": "کەناڵێکی ئەم قاڵبە نییە"])
    static let notConcerned         = Refusal("not_concerned", ["en": "is not concerned by this event", "it": "non è interessato da questo evento", "ar": "لا يعنيه هذا الحدث", "ku": "ئەم ڕووداوە پەیوەندی پێیەوە نییە"])
}
