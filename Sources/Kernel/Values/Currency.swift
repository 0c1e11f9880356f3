/// A currency by its three-letter code, such as `EUR`.
///
/// It knows how many decimals its amounts have here, which is not always what ISO 4217 says.
public struct Currency: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public var code: String { rawValue }
    public var exponent: Int { Self.exponents[rawValue] ?? 2 }

    public static let euro = Currency(unchecked: "EUR")
    public static let dollar = Currency(unchecked: "USD")
    public static let iraqiDinar = Currency(unchecked: "IQD")

    public static func normalised(_ text: String) throws(Refusal) -> String {
        let typed = text.inCode
        let code = typed.isASCII ? typed.uppercased() : typed
        guard exponents[code] != nil else {
            throw Refusal(
                "unknown_currency",
                [
                    "en": "is not a supported currency", "it": "non è una valuta supportata",
                    "ar": "عملة غير مدعومة", "ku": "دراوێکی پشتگیریکراو نییە",
                ]
            )
        }
        return code
    }

    public static let rule = TextRule(
        length: 3...3,
        pattern: "^[A-Za-z]{3}$",
        example: "EUR",
        description: "ISO 4217"
    )

    /// ISO 4217 gives the Iraqi dinar 3 decimals, but dinars are used without fils (CLDR).
    private static let exponents: [String: Int] = {
        let codes = [
            0: "BIF CLP DJF GNF IQD ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
            2: """
            AED ALL AMD ARS AUD AZN BAM BDT BRL CAD CHF CNY COP CZK DKK DOP DZD EGP ETB EUR GBP GEL GHS HKD HUF IDR ILS INR \
            IRR JMD KES KZT LBP LKR MAD MDL MKD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD SAR SEK SGD SYP THB TRY TWD \
            TZS UAH USD UYU UZS YER ZAR
            """,
            3: "BHD JOD KWD LYD OMR TND",
        ]
        let pairs = codes.flatMap { exponent, list in
            list.split(separator: " ").map { (String($0), exponent) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()
}
