"""The fixed words of a CitiesWithNature profile page: sections, themes, indicators, the sentences of baselines, pathway steps, index components."""

ENDORSEMENT = ("The CitiesWithNature Action Platform is endorsed by the UN Convention on Biological Diversity for cities to make commitments, share their "
               "actions and set targets for people and nature to flourish.")
INTROS = {
    "profile_awards": ("Profile awards", "The city has updated their profile and achieved the following:"),
    "nature_pathway": ("The Nature Pathway", "The city has engaged with the Nature Pathway to integrate nature throughout their city’s plans, policies and operations."),
    "tools_resources_hub": ("Tools & resources hub", "The city has made uploads to the CitiesWithNature tools & resources hub, which provides a knowledge-sharing "
                            "platform for cities to share information and inspire one another."),
    "action_platform": ("Action Platform", ENDORSEMENT),
}
TIERS = (("starter", "Starter profile"), ("frontrunner", "Frontrunner profile"), ("star", "Star profile"))

# (action area, its title, [(theme, [(title, keys of its baseline sentences)])])
AREAS = [
    (1, "Protect and restore nature", [
        ("Protect, connect and restore ecosystems", [
            ("Increase protected areas", "protected"),
            ("Increase connectivity between natural areas", "connectivity"),
            ("Integrate ecosystem protection considerations across policies, plans and programmes.", "ecosystems")]),
        ("Conserve and restore fauna and flora", [
            ("Maintain or increase the diversity of native species", "native"),
            ("Contribute to ensuring that the harvesting, trade and use of wild species is sustainable, legal, and safe for human health, by taking actions to "
             "support the implementation and enforcement of national policies and laws.", "")]),
        ("Manage invasive alien species", [
            ("Control or eradicate invasive alien species and prevent their introduction", "invasive")]),
        ("Control Pollution", [
            ("Reduce plastic consumption and the amount of plastic waste generated and discarded", "plastic"),
            ("Reduce other types of pollution, such as solid waste, air pollution, noise pollution and light pollution", "budget")]),
        ("Climate change adaptation and mitigation", [
            ("Reduce the urban heat island effect by working with nature", "budget"),
            ("Increase the use of nature-based solutions and ecosystem-based adaptation", "budget"),
            ("Promote integration of nature-based solutions and ecosystem-based approaches into urban infrastructure maintenance & development.", "infrastructure"),
            ("Increase the carbon sequestration potential of urban nature", "trees")]),
    ]),
    (2, "Use nature sustainably", [
        ("Equitable benefits through sustainable use of wild species", [
            ("Ensure the sustainable management and use of wild terrestrial, freshwater and marine species to provide nutritional, food security, medicinal and "
             "livelihood benefits for urban communities, especially sustainable customary use by vulnerable groups", "wild")]),
        ("Biodiversity in urban agriculture, aquaculture and forestry", [
            ("Include biodiversity in decision-making about the development and management of urban agriculture, - aquaculture and - forestry.", "agriculture")]),
        ("Promote people’s access to green and blue spaces", [
            ("Increase equitable and inclusive access to nature to enhance people’s health and wellbeing.", "access"),
            ("Enable meaningful experiences of nature for the health and well-being of urban communities", "campaigns")]),
    ]),
    (3, "Develop tools and solutions", [
        ("Mainstreaming biodiversity values", [
            ("Integrate ecosystem and biodiversity values into local policies, strategies, environmental assessments, planning and development processes, "
             "poverty eradication strategies and accounts", "values"),
            ("Include ecosystem and biodiversity values across urban economic sectors", "sectors"),
            ("Promote the reduction of biodiversity-related risks to investment and the private sector", "budget")]),
        ("Sustainable production and consumption", [
            ("Promote sustainable practices in production and consumption across all economic sectors.", ""),
            ("Reduce the city’s material consumption", ""),
            ("Provide urban residents with information for sustainable consumption and lifestyles in harmony with nature.", "")]),
        ("Use relevant knowledge, including traditional knowledge, for effective biodiversity management", [
            ("Promote inclusive monitoring, evaluation and learning", "budget"),
            ("Promote the value of nature through awareness and education campaigns", "campaigns")]),
        ("Equitable and effective participation of indigenous peoples and local communities in biodiversity-related decision-making", [
            ("Support and strengthen participation of local and indigenous communities, women, youth and other vulnerable groups in the management of urban "
             "nature", "")]),
        ("Mobilize resources for biodiversity actions", [
            ("Increase financial and technical support for biodiversity actions", "budget")]),
    ]),
]

# A slot is {name}; `text` slots hold words of the city's own language, the others numbers with the unit given here.
BASELINES = {
    "protected": ("Currently, the city has {count} protected areas covering {hectares} hectares, or {percent}% of the total city area.", ["count", "hectares", "percent"]),
    "connectivity": ("Currently, the connectivity between natural areas, including protected areas and OECMs, is {mesh} hectares, measured as effective mesh size.", ["mesh"]),
    "ecosystems": ("Currently, ecosystem protection considerations are integrated into {text} of the city's policies, plans and programmes", []),
    "native": ("Currently, the city has {species} native species recorded, of which {threatened} are threatened.", ["species", "threatened"]),
    "invasive": ("Currently, the city has developed management plans targeting {text} invasive alien species.", []),
    "plastic": ("Currently, the city generates {tonnes} tonnes of plastic waste per year, of which {share}% is recycled.", ["tonnes", "share"]),
    "budget": ("Currently, the city allocates {dollars} USD and {staff} staff members to this action.", ["dollars", "staff"]),
    "infrastructure": ("Currently, the city has policies/regulations that encourage the inclusion of nature-based solutions and ecosystem-based approaches into the "
                       "design of new infrastructure development projects and into the maintenance of existing infrastructure across the city.", []),
    "trees": ("The city currently has tree cover of {cover}% which contributes to carbon sequestration and biodiversity and, provides benefits to people.", ["cover"]),
    "wild": ("Currently, the sustainable use of wild terrestrial, freshwater and marine species is included in {text} policies, plans and programmes of the city.", []),
    "agriculture": ("Currently, the sustainable use and management of urban agriculture, -aquaculture and -forestry is included in {text} policies, plans and programmes.", []),
    "access": ("Currently, the city has {area} hectares of urban green and blue spaces to engage with, Nature can be accessed by {share} % of the total number of people "
               "living in the city.", ["area", "share"]),
    "campaigns": ("Currently, the city has {campaigns} city-led outreach, public awareness and education campaigns that focus on meaningful experiences with nature.", ["campaigns"]),
    "values": ("Currently, the city has integrated ecosystem and biodiversity values into {text} planning and development policies, strategies and decision-making processes.", []),
    "sectors": ("Currently, ecosystem and biodiversity values are integrated into local economic development across {text} sectors.", []),
}
UNITS = {"count": "count", "hectares": "hectares", "percent": "%", "mesh": "hectares", "species": "count", "threatened": "count", "tonnes": "tonnes per year",
         "share": "%", "dollars": "USD", "staff": "count", "cover": "%", "area": "hectares", "campaigns": "count"}

PATHWAY_INTRO = "The Nature Pathway assists cities with integrating nature throughout their city’s plans, policies and operations."
STAGES = [("I. Analyze", ["Commit & mobilize", "Research & assess", "Set Baseline"]),
          ("II. Act", ["Develop strategy", "Detail & finance projects", "Implement & monitor"]),
          ("III. Accelerate", ["Integrate & collaborate", "Review & upscale", "Advocate & inspire"])]
NO_UPLOADS = "No uploads or resources have been linked"

INDEX_INTRO = ("The City Biodiversity Index (CBI) is a self-assessment tool for cities to evaluate and monitor the progress of their biodiversity conservation "
               "efforts against their own individual baselines.")
COMPONENTS = [
    ("Native biodiversity in the city", 36, ["Proportion of natural areas in the city", "Connectivity measures or ecological networks to counter fragmentation",
     "Native biodiversity in built-up areas (bird species)", "Change in number of vascular plant species", "Change in number of native bird species",
     "Change in number of native arthropod species", "Habitat restoration", "Proportion of protected natural areas", "Proportion of invasive alien species"]),
    ("Ecosystem services provided by biodiversity", 20, ["Regulation of quantity of water", "Climate regulation – benefits of trees and greenery", "Recreational services",
     "Health and wellbeing – proximity/accessibility to parks", "Food security resilience – urban agriculture"]),
    ("Governance and management of biodiversity", 56, ["Institutional capacity", "Budget allocated to biodiversity", "Policies, rules and regulations",
     "Status of natural capital assessment", "State of green and blue space management plans", "Biodiversity-related responses to climate change",
     "Policy and/or incentives for green infrastructure", "Cross-sectoral and inter-agency collaborations", "Participation and partnership",
     "Number of biodiversity projects implemented annually", "Education", "Awareness", "Community science", "Number of organised events"]),
]
RESOURCES_INTRO = "All tools & resources the city has uploaded to the CitiesWithNature Tools & resources hub."
RESOURCE_TYPES = ["Case study", "Video", "Tool", "Policy document", "Guideline", "Report", "Publication", "Strategy", "Plan", "Map"]
TITLES = ["Urban Forest Master Plan", "Handbook for pollinator-friendly gardens", "Guideline on green roofs", "Wetland management plan {year}", "Monitoring report {year}",
          "Council resolution {year}", "Ecosystem services assessment {year}", "Local Biodiversity Strategy and Action Plan {year}", "State of the river report {year}",
          "Street tree inventory {year}", "Citizen science toolkit", "Map of ecological corridors"]
ENGLISH = ["Street-tree planting focuses on low-canopy wards identified through heat mapping.", "Community rangers remove litter and invasive shrubs from river banks every month.",
           "Rain gardens and swales have been retrofitted at nine public car parks.", "The council has adopted a biodiversity strategy with clear milestones and an annual progress review.",
           "School grounds are planted with indigenous species grown in the municipal nursery.", "A wetland offset of 14 hectares was secured before construction began.",
           "Wildlife underpasses were built at three places along the ring road.", "The department publishes all monitoring data once a year.",
           "Farmers receive training in integrated pest management and soil care.", "Light fittings near the bat roosts were replaced by warm, shielded lamps.",
           "Beach clean-ups removed 3.2 tonnes of plastic in 2023.", "Two thirds of the budget goes to restoration, one third to maintenance."]
MONTHS = "January February March April May June July August September October November December".split()
