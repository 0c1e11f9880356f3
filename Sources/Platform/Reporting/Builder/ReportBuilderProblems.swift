import Kernel

// swift-format-ignore
extension Refusal {
    static let offTheList = Refusal("off_the_list", ["en": "is not on the list of this dataset", "it": "non è nell'elenco di questi dati", "ar": "ليس في قائمة هذه البيانات", "ku": "لە لیستی ئەم داتایەدا نییە"])
    static let namedTwice = Refusal("named_twice", ["en": "is named twice", "it": "è indicato due volte", "ar": "مذكور مرتين", "ku": "دوو جار ناوی هاتووە"])
    static let valueOfAnotherKind = Refusal("value_of_another_kind", ["en": "is no value of this field", "it": "non è un valore di questo campo", "ar": "ليس قيمة لهذا الحقل", "ku": "بەهای ئەم خانەیە نییە"])
}
