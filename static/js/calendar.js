// The page opens with today in sight, however much stands before it.

const today = document.getElementById("today");

if (today && !location.hash && window.scrollY === 0) today.scrollIntoView({ block: "nearest" });
