import Kernel
import Testing

struct BusinessNumberTests {
    @Test(arguments: ["12345678903", "00743110157", "01234567897"])
    func `a VAT number has its check digit`(text: String) {
        #expect(PartitaIVA(rawValue: text)?.rawValue == text)
        let last = text.last
        let others = "0123456789".filter { $0 != last }
        #expect(
            others.allSatisfy {
                refusal(of: text.dropLast() + String($0), as: PartitaIVA.self) == "invalid_partita_iva"
            }
        )
    }

    @Test(arguments: [
        "", "1234567890", "123456789033", "1234567890A", "00000000000", "١٢٣٤٥٦٧٨٩٠٤", "12345678903x\n",
    ])
    func `no VAT number`(text: String) {
        #expect(refusal(of: text, as: PartitaIVA.self) == "invalid_partita_iva")
    }

    @Test(arguments: [
        ("IT60X0542811101000000123456", "IT60X0542811101000000123456"),
        ("it60 x054 2811 1010 0000 0123 456", "IT60X0542811101000000123456"),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
        ("NO93 8601 1117 947", "NO9386011117947"),
    ])
    func `an account number loses its spaces`(text: String, number: String) {
        #expect(IBAN(rawValue: text)?.rawValue == number)
    }

    @Test(arguments: [
        "", "IT", "IT61X0542811101000000123456", "IT60X054281110100000012345", "IT60X05428111010000001234567",
        "IT60X0542811101000000123465", "60ITX0542811101000000123456", "ITX60542811101000000123456",
        "DE8937040044053201300",
        "IT60X0542811101000000123456x\n", "ıT60X0542811101000000123456", "IT60_X0542811101000000123456",
    ])
    func `no account number`(text: String) {
        #expect(refusal(of: text, as: IBAN.self) == "invalid_iban")
    }
}
