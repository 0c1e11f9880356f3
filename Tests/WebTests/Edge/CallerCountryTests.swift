import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite struct CallerCountryTests {
    private let callers = CallerAddress(trusted: [], countryHeader: HTTPField.Name("CF-IPCountry"))

    @Test(
        arguments: [
            ("IT", true, "IT"), ("IT", false, nil), ("it", true, nil), ("XX", true, nil), ("T1", true, nil),
            ("ITA", true, nil),
        ] as [(String, Bool, String?)]
    )
    func `a country counts when a trusted proxy names one`(
        _ named: String,
        _ isBelieved: Bool,
        _ country: String?
    ) throws {
        var headers = HTTPFields()
        headers[try #require(HTTPField.Name("CF-IPCountry"))] = named

        #expect(callers.country(in: headers, isBelieved: isBelieved) == country)
    }

    @Test func `without a header for it nobody's country is known`() {
        let nobody = CallerAddress(trusted: [])

        #expect(nobody.country(in: HTTPFields(), isBelieved: true) == nil)
    }
}
