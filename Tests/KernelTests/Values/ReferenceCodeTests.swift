import Testing

@testable import Kernel

@Suite struct ReferenceCodeTests {
    @Test func `every number has a code of its own, and comes back from it`() throws {
        var codes: Set<String> = []
        for number in Array(0..<20_000) + [3_404_825_446] as [Int64] {
            let code = ReferenceCode(number: number)
            #expect(code.number == number)
            #expect(try ReferenceCode(parsing: code.rawValue) == code)
            codes.insert(code.rawValue)
        }
        #expect(codes.count == 20_001)
    }

    @Test func `no symbol looks like another, and none is a vowel`() {
        let used = Set((0..<5_000).flatMap { ReferenceCode(number: Int64($0)).rawValue })
        #expect(used.isDisjoint(with: "01OILUAEBSZGQ"))
        #expect(used.count == 24, "23 symbols and the dash")
    }

    @Test func `what people type is what they read`() throws {
        for number in [1, 77, 4_711, 99_999, 123_456] as [Int64] {
            let code = ReferenceCode(number: number)
            let bare = code.rawValue.replacing("-", with: "")
            let typed = [
                bare, bare.lowercased(), " \(bare.prefix(2)) \(bare.dropFirst(2)) ",
                code.rawValue.replacing("-", with: "–"),
                bare.replacing("D", with: "O"), bare.replacing("D", with: "0"),
                bare.replacing("7", with: "l"),
                bare.replacing("8", with: "b"), bare.replacing("5", with: "S"),
                bare.replacing("2", with: "z"),
                "\u{200E}" + bare + "\u{00A0}",
            ]
            for text in typed { #expect(try ReferenceCode(parsing: text) == code, "\(text)") }
        }
    }

    @Test func `one wrong symbol and two that changed places are found out`() {
        let symbols = Array("23456789CDFHJKMNPRTVWXY")
        for number in stride(from: Int64(1), to: 2_000, by: 97) {
            let right = Array(ReferenceCode(number: number).rawValue.replacing("-", with: ""))
            for place in right.indices {
                for symbol in symbols where symbol != right[place] {
                    var wrong = right
                    wrong[place] = symbol
                    #expect(ReferenceCode(rawValue: String(wrong)) == nil)
                }
                for other in right.indices where other > place && right[other] != right[place] {
                    var wrong = right
                    wrong.swapAt(place, other)
                    let isLast = other == right.count - 1
                    if isLast && place != other - 1 { continue }
                    #expect(ReferenceCode(rawValue: String(wrong)) == nil, "\(place) and \(other)")
                }
            }
        }
    }

    @Test(arguments: ["", "7", "EE060D33", "7MXC-49RTX", "ÄÖÜß1234", "7MXC49R💥"])
    func `anything else is none`(text: String) {
        #expect(ReferenceCode(rawValue: text) == nil)
    }
}
