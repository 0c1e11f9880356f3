import Kernel
import Platform

// swift-format-ignore
extension DemoJob {
    /// Twenty jobs, at least one in each state.
    static let all = completed + disputed + underway + paid + early + over

    private static let manhattan = Coordinates(latitude: 40.74,  longitude: -73.98) ?? .placeholder
    private static let brooklyn  = Coordinates(latitude: 40.69,  longitude: -73.97) ?? .placeholder
    private static let cambridge = Coordinates(latitude: 42.375, longitude: -71.1)  ?? .placeholder

    /// A job that was quoted, paid and done as planned.
    private static func done(_ provider: String, _ cents: Int, _ mark: Int, _ words: String) -> [(after: Duration, step: DemoStep)] {
        [(.hours(2), .quote(provider, cents)), (.hours(5), .accept(provider)), (.hours(5), .pay), (.hours(23), .begin),
         (.hours(26), .deliver("All done; please have a look.")), (.hours(30), .complete),
         (.hours(32), .rate(.customer, mark, words)), (.hours(40), .rate(.provider, 5, "Clear wishes, and everything was ready."))]
    }

    private static let completed = [
        DemoJob(customer: "carl.jones", service: "House painting", title: "Paint the garden fence", description: "Twelve metres, both sides, dark green.",
                place: manhattan, age: .days(20), steps: [
                    (.hours(3), .quote("pete.oneil", 26_000)), (.minutes(200), .ask("pete.oneil", "Could you come at the weekend?")),
                ] + done("pia.novak", 24_000, 5, "Neat work, and on time.")),
        DemoJob(customer: "carl.jones", service: "Plumbing", title: "Mend the kitchen tap", description: "It drips day and night.",
                place: manhattan, age: .days(16), steps: done("nora.lind", 12_500, 5, "Ten minutes, and it was dry.")),
        DemoJob(customer: "cora.diaz", service: "House cleaning", title: "Clean the flat before we move in", description: "Three rooms, with windows.",
                place: brooklyn, age: .days(15), steps: done("hank.moore", 15_000, 3, "The windows were forgotten at first.")),
        DemoJob(customer: "cora.diaz", service: "Gardening", title: "Cut the hedge", description: "Forty metres of beech.",
                place: brooklyn, age: .days(12), steps: done("rosa.vega", 18_000, 4, "A straight hedge again.")),
        DemoJob(customer: "beth.ward", service: "House painting", title: "Paint two bedrooms", description: "White, two coats.",
                place: cambridge, age: .days(18), steps: done("bess.adams", 54_000, 5, "Quick and tidy.")),
        DemoJob(customer: "theo.bell", service: "Gardening", title: "Lay a new lawn", description: "A hundred square metres.",
                place: cambridge, age: .days(14), steps: [
                    (.hours(2), .quote("mina.sato", 88_000)), (.hours(5), .accept("mina.sato")), (.hours(5), .pay), (.hours(23), .begin),
                    (.hours(40), .deliver("The lawn is laid.")), (.hours(44), .askRework("Two strips near the wall are dry.")),
                    (.hours(70), .deliver("Replaced, and watered.")), (.hours(80), .complete), (.hours(90), .rate(.customer, 4, "Good in the end.")),
                ]),
        DemoJob(customer: "mark.hill", service: "Plumbing", title: "Replace the boiler valve", description: "It is on the left of the boiler.",
                place: brooklyn, age: .days(9), steps: done("pete.oneil", 21_000, 4, "Works.") + [
                    (.days(8), .askRefund(2_000, "The old valve was to be taken along.")),
                ]),
    ]

    private static let disputed = [
        DemoJob(customer: "theo.bell", service: "House cleaning", title: "Clean the office kitchen", description: "Once, thoroughly.",
                place: cambridge, age: .days(13), steps: [
                    (.hours(2), .quote("bess.adams", 16_000)), (.hours(5), .accept("bess.adams")), (.hours(5), .pay), (.hours(23), .begin),
                    (.hours(26), .deliver("Clean.")), (.hours(30), .dispute(.quality, "The oven was not cleaned.")),
                    (.hours(40), .answer("The oven was excluded, see the terms of the quote.")),
                    (.hours(60), .release("leo.stone", "The quote did not include the oven.")),
                ]),
        DemoJob(customer: "beth.ward", service: "Plumbing", title: "Stop the leak below the sink", description: "A bucket a day.",
                place: cambridge, age: .days(5), steps: [
                    (.hours(2), .quote("otto.frank", 19_000)), (.hours(5), .accept("otto.frank")), (.hours(5), .pay), (.hours(23), .begin),
                    (.hours(26), .deliver("New seals.")), (.hours(50), .dispute(.quality, "It leaks as before.")),
                    (.hours(60), .answer("The pipe in the wall leaks, not the sink.")),
                ]),
    ]

    private static let underway = [
        DemoJob(customer: "june.park", service: "House cleaning", title: "Clean after the painters", description: "Floors and windows.",
                place: manhattan, age: .days(4), steps: [
                    (.hours(2), .quote("pia.novak", 18_000)), (.hours(5), .accept("pia.novak")), (.hours(5), .pay),
                    (.hours(6), .say(.provider, "I bring everything that is needed.")), (.hours(7), .say(.customer, "The key is with the neighbour, 2B.")),
                    (.hours(23), .begin), (.hours(26), .deliver("Everything shines.")),
                ]),
        DemoJob(customer: "carl.jones", service: "Gardening", title: "Plant the flower beds", description: "Three beds at the front.",
                place: manhattan, age: .days(3), steps: [
                    (.hours(2), .quote("rosa.vega", 22_000)), (.hours(5), .accept("rosa.vega")), (.hours(5), .pay), (.hours(23), .begin),
                    (.hours(28), .deliver("Planted.")), (.hours(40), .askRework("One bed has tulips in place of roses.")),
                ]),
        DemoJob(customer: "cora.diaz", service: "House painting", title: "Paint the hallway", description: "Yellow up to the rail.",
                place: brooklyn, age: .days(2), steps: [
                    (.hours(2), .quote("pete.oneil", 31_000)), (.hours(5), .accept("pete.oneil")), (.hours(5), .pay), (.hours(23), .begin),
                ]),
    ]

    private static let paid = [
        DemoJob(customer: "june.park", service: "Gardening", title: "Prune the apple trees", description: "Four old trees.",
                place: manhattan, age: .days(1), ahead: .days(4), steps: [
                    (.hours(2), .quote("hank.moore", 16_000)), (.hours(5), .accept("hank.moore")), (.hours(5), .pay),
                    (.hours(6), .say(.customer, "Please mind the nest in the second tree.")),
                ]),
        DemoJob(customer: "mark.hill", service: "House painting", title: "Paint the window frames", description: "Eight windows.",
                place: brooklyn, age: .hours(6), ahead: .days(3), steps: [
                    (.hours(1), .quote("pia.novak", 42_000)), (.hours(2), .quote("pete.oneil", 39_000)), (.minutes(355), .accept("pete.oneil")),
                ]),
    ]

    private static let early = [
        DemoJob(customer: "carl.jones", service: "House painting", title: "Paint the stairwell", description: "Four floors, white.",
                place: manhattan, age: .days(1), ahead: .days(3), steps: [
                    (.hours(2), .quote("pia.novak", 95_000)), (.hours(3), .quote("pete.oneil", 88_000)),
                    (.hours(4), .ask("pia.novak", "Does that include the ceilings?")), (.hours(20), .counter("pia.novak", 90_000)),
                ]),
        DemoJob(customer: "theo.bell", service: "House painting", title: "Paint the front door", description: "The old paint comes off in flakes.",
                place: cambridge, age: .hours(6), ahead: .days(3), steps: [
                    (.hours(1), .quote("bess.adams", 21_000)), (.hours(2), .visit("bess.adams", "To see how much must be sanded.")),
                ]),
        DemoJob(customer: "cora.diaz", service: "Plumbing", title: "Fit a new shower", description: "The shower is bought already.",
                place: brooklyn, age: .hours(2), ahead: .days(5), steps: []),
        DemoJob(customer: "beth.ward", service: "Gardening", title: "Rake the leaves", description: "The whole yard.",
                place: cambridge, age: .hours(3), provider: "mina.sato", ahead: .days(2), steps: []),
    ]

    private static let over = [
        DemoJob(customer: "mark.hill", service: "House cleaning", title: "Clean the garage", description: "Empty, but oily.",
                place: brooklyn, age: .days(8), steps: [
                    (.hours(2), .quote("hank.moore", 14_000)), (.hours(9), .cancel("We are moving away.")),
                ]),
        DemoJob(customer: "june.park", service: "Plumbing", title: "Move a radiator", description: "From one wall to the other.",
                place: manhattan, age: .days(30), steps: []),
    ]
}
