import Kernel

// swift-format-ignore
extension Problem.Code {
    static let orderNotDelivered = Self("distribution.order_not_delivered", 409, ["en": "Only what has been delivered can come back.", "ar": "لا يمكن إرجاع إلا ما تم تسليمه.", "ku": "تەنها ئەوەی گەیەندراوە دەگەڕێندرێتەوە."])
    static let returnedAlready   = Self("distribution.returned_already", 409, ["en": "There is not that much left that could come back.", "ar": "لم يبق ما يكفي لإرجاعه.", "ku": "ئەوەندە نەماوە کە بگەڕێندرێتەوە."])
}

// swift-format-ignore
extension Refusal {
    static let notALine     = Refusal("not_a_line", ["en": "is not a line of the order", "ar": "ليس سطراً من الطلب", "ku": "هێڵێکی داواکارییەکە نییە"])
    static let moreThanLeft = Refusal("more_than_left", ["en": "is more than was bought and has not come back", "ar": "أكثر مما اشتُري ولم يُرجَع بعد", "ku": "زیاترە لەوەی کڕدراوە و نەگەڕێندراوەتەوە"])
}
